import type { Persona } from '../../../api/bland/personas.ts';
import { NotFoundError } from '../../../api/errors.ts';
import type { BlandApi } from '../../../api/index.ts';
import type { WriteKind } from '../outbox.ts';

/** What every write on numbers results in: read back, since the answers to the writes are only parts of it. */
export interface PersonaResult {
  readonly persona: Persona;
  /** The personas that numbers were taken from. */
  readonly others: readonly Persona[];
}

/** Reads a persona back, and those that numbers were taken from; one of those may be gone meanwhile. @throws NotFoundError */
export async function readBack(
  api: BlandApi,
  personaId: string,
  others: readonly string[],
  signal: AbortSignal,
): Promise<PersonaResult> {
  const persona = await api.personas.get(personaId, { signal });
  const read: Persona[] = [];
  for (const id of new Set(others)) {
    try {
      if (id !== personaId) read.push(await api.personas.get(id, { signal }));
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }
  return { persona, others: read };
}

/** Writes on numbers go one after the other, since a number can go from one persona to the next. */
const order = 'personas';

/** A write on numbers. It says how things shall be, so an attempt whose answer was lost is simply made again. */
export function personaWrite<P>(
  kind: Pick<WriteKind<P, PersonaResult>, 'name' | 'schema' | 'send'>,
): WriteKind<P, PersonaResult> {
  return {
    ...kind,
    issueId: () => order,
    find: (api, payload, _since, _isTaken, signal) => kind.send(api, payload, signal),
    resultId: () => null,
    apply: ({ personas }, _payload, { persona, others }) => personas.took([persona, ...others]),
  };
}

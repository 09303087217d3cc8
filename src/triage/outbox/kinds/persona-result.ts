import type { Persona } from '../../../api/bland/personas.ts';
import { NotFoundError } from '../../../api/errors.ts';
import type { BlandApi } from '../../../api/index.ts';
import type { Change, Outcome, WriteKind } from '../kind.ts';

/** Result of every write on numbers. It is read back, since the answers to the writes have only parts of it. */
export interface PersonaResult {
  readonly persona: Persona;
  /** The personas that numbers were taken from. */
  readonly others: readonly Persona[];
}

/** Shared by all writes on numbers. They keep one order, since a number can go from one persona to the next. */
export const personaWrite = {
  issueId: () => 'personas',
  apply: ({ personas }, _payload, { persona, others }) => personas.update([persona, ...others]),
} satisfies Pick<WriteKind<unknown, PersonaResult>, 'issueId' | 'apply'>;

/** The last step of a write on numbers: reads the persona back, and those that numbers were taken from. */
export function readBackStep<P>(personaId: string, others: readonly string[]): Change<P, PersonaResult> {
  const read = async (api: BlandApi, signal: AbortSignal): Promise<Outcome<P, PersonaResult>> => ({
    made: null,
    result: await readBack(api, personaId, others, signal),
  });
  return {
    type: 'change',
    isCheckedFirst: true,
    look: async (api, _baseline, signal) => ({ at: 'target', outcome: await read(api, signal) }),
    send: (api, _baseline, signal) => read(api, signal),
  };
}

/** One of the others may be gone meanwhile. @throws NotFoundError */
async function readBack(
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

import type { Persona } from '../../../api/bland/personas.ts';
import { NotFoundError } from '../../../api/errors.ts';
import type { BlandApi } from '../../../api/index.ts';
import { type AgentNumbers, readAgentNumbers } from '../../agents/agent-numbers.ts';
import type { OwnerRef } from '../../numbers/owner.ts';
import type { Stores } from '../../sessions/stores.ts';
import type { Change, Outcome, WriteKind } from '../kind.ts';

/** Result of every write on numbers: read back, since the answers to the writes have only parts of it. */
interface ReadBack {
  /** The personas and agents that numbers were taken from. */
  readonly others: readonly Persona[];
  readonly agents: readonly AgentNumbers[];
}

/** Result of a write on a persona's numbers. */
export interface PersonaResult extends ReadBack {
  readonly persona: Persona;
}

/** Result of a write on an agent's numbers. */
export interface AgentResult extends ReadBack {
  readonly agent: AgentNumbers;
}

/** Writes on numbers keep one order, since a number can go from one owner to the next. */
export const numbersOrder = 'personas';

/** Shared by all writes on a persona's numbers. */
export const personaWrite = {
  issueId: () => numbersOrder,
  apply: (stores, _payload, { persona, others, agents }) => apply(stores, [persona, ...others], agents),
} satisfies Pick<WriteKind<unknown, PersonaResult>, 'issueId' | 'apply'>;

/** Shared by all writes on an agent's numbers. */
export const agentWrite = {
  issueId: () => numbersOrder,
  apply: (stores, _payload, { agent, others, agents }) => apply(stores, others, [agent, ...agents]),
} satisfies Pick<WriteKind<unknown, AgentResult>, 'issueId' | 'apply'>;

function apply({ personas, agents }: Stores, changed: readonly Persona[], bound: readonly AgentNumbers[]): void {
  agents.update(bound);
  personas.update(changed);
}

/** The last step of a write on a persona's numbers: reads it back, and those that numbers were taken from. */
export function readPersonaBackStep<P>(personaId: string, others: readonly OwnerRef[] = []): Change<P, PersonaResult> {
  return readStep(async (api, signal) => {
    const persona = await api.personas.get(personaId, { signal });
    const rest = others.filter((one) => !('personaId' in one && one.personaId === personaId));
    return { persona, ...(await readOwners(api, rest, signal)) };
  });
}

/** The last step of a write on an agent's numbers: reads its binding back, and those that numbers were taken from. */
export function readAgentBackStep<P>(agentId: string, others: readonly OwnerRef[] = []): Change<P, AgentResult> {
  return readStep(async (api, signal) => {
    const agent = await readAgentNumbers(api, agentId, signal);
    const rest = others.filter((one) => !('agentId' in one && one.agentId === agentId));
    return { agent, ...(await readOwners(api, rest, signal)) };
  });
}

/** A step that only reads. */
function readStep<P, R>(read: (api: BlandApi, signal: AbortSignal) => Promise<R>): Change<P, R> {
  const outcome = async (api: BlandApi, signal: AbortSignal): Promise<Outcome<P, R>> => ({
    made: null,
    result: await read(api, signal),
  });
  return {
    type: 'change',
    isCheckedFirst: true,
    look: async (api, _baseline, signal) => ({ at: 'target', outcome: await outcome(api, signal) }),
    send: (api, _baseline, signal) => outcome(api, signal),
  };
}

/** Reads those that numbers were taken from. One of them may be gone meanwhile. */
async function readOwners(api: BlandApi, refs: readonly OwnerRef[], signal: AbortSignal): Promise<ReadBack> {
  const personaIds = new Set(refs.flatMap((ref) => ('personaId' in ref ? ref.personaId : [])));
  const agentIds = new Set(refs.flatMap((ref) => ('agentId' in ref ? ref.agentId : [])));
  const others: Persona[] = [];
  for (const id of personaIds) {
    try {
      others.push(await api.personas.get(id, { signal }));
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }
  const agents: AgentNumbers[] = [];
  for (const id of agentIds) agents.push(await readAgentNumbers(api, id, signal));
  return { others, agents };
}

import type { Agent, AttachEnvironment } from '../../api/bland/agents.ts';
import { ForbiddenError, NotFoundError } from '../../api/errors.ts';
import type { BlandApi } from '../../api/index.ts';
import { inParallel } from '../in-parallel.ts';

/** A number that an agent answers. */
export interface AgentNumber {
  /** E.164. */
  readonly number: string;
  /** Null: this service does not tell. */
  readonly environment: AttachEnvironment | null;
}

/** The numbers of an agent, and the persona that carries them. */
export interface AgentNumbers {
  readonly agentId: string;
  /** Null: the agent never had a number. */
  readonly personaId: string | null;
  /** Null: not known. */
  readonly numbers: readonly AgentNumber[] | null;
}

/** An agent as the user knows it, with its numbers. */
export interface NamedAgent extends AgentNumbers {
  readonly id: string;
  readonly name: string;
}

/** Bindings that are read at a time. */
export const bindingsReadAtOnce = 6;

export function agentName({ id, name }: Pick<Agent, 'id' | 'name'>): string {
  return name.trim() === '' ? id : name;
}

/** Reads the numbers of an agent; of a service that does not list them, those of the persona that carries them. @throws ServiceError */
export async function readAgentNumbers(api: BlandApi, agentId: string, signal?: AbortSignal): Promise<AgentNumbers> {
  const { persona_id: personaId, numbers } = await api.agents.inbound(agentId, { signal });
  if (numbers !== null) {
    const own = numbers.map(({ phone_number: number, agent_env_type: environment }) => {
      return { number, environment: environment === 'staging' ? ('staging' as const) : ('production' as const) };
    });
    return { agentId, personaId, numbers: own };
  }
  if (personaId === null) return { agentId, personaId, numbers: [] };
  try {
    const { inbound_numbers: own } = await api.personas.get(personaId, { signal });
    return { agentId, personaId, numbers: own.map((one) => ({ number: one.phone_number, environment: null })) };
  } catch (error) {
    // Whether this persona can be read is not documented.
    if (error instanceof NotFoundError || error instanceof ForbiddenError) return { agentId, personaId, numbers: null };
    throw error;
  }
}

/** The numbers of an agent that is known to have none without a request; undefined for any other. */
export function unboundNumbers({ id, twin_pathway_id: twin }: Agent): AgentNumbers | undefined {
  return twin === null ? { agentId: id, personaId: null, numbers: [] } : undefined;
}

/**
 * Reads every agent with its numbers. For a service that has no agents, or a key that may not read them, there are none:
 * personas are all that can be named then.
 *
 * @throws ServiceError
 */
export async function readNamedAgents(api: BlandApi, signal?: AbortSignal): Promise<readonly NamedAgent[]> {
  let agents: readonly Agent[];
  try {
    ({ items: agents } = await api.agents.list({ signal }));
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof ForbiddenError) return [];
    throw error;
  }
  return inParallel(agents, bindingsReadAtOnce, async (agent) => {
    const binding = unboundNumbers(agent) ?? (await readAgentNumbers(api, agent.id, signal));
    return { id: agent.id, name: agentName(agent), ...binding };
  });
}

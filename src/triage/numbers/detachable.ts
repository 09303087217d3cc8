import type { Agent } from '../../api/bland/agents.ts';
import { ForbiddenError, NotFoundError, ResponseShapeError } from '../../api/errors.ts';
import type { BlandApi } from '../../api/index.ts';
import { agentName, bindingsReadAtOnce, readAgentNumbers, unboundNumbers } from '../agents/agent-numbers.ts';
import { NumbersTakenError, OwnerUnknownError } from './errors.ts';
import { inParallel } from '../in-parallel.ts';

/**
 * Returns the error for numbers that are an agent's, or may be since some agent cannot be read: detached through the persona
 * that carries them, they would be half the agent's still. Undefined for the numbers of a persona that a person has made.
 *
 * @throws ServiceError
 */
export async function refuseAgentsNumbers(
  api: BlandApi,
  personaId: string,
  numbers: readonly string[],
  signal: AbortSignal,
): Promise<NumbersTakenError | OwnerUnknownError | undefined> {
  let agents: readonly Agent[];
  let isCertain: boolean;
  try {
    const { items, broken } = await api.agents.list({ signal });
    [agents, isCertain] = [items, broken.length === 0];
  } catch (error) {
    // A service that has no agents.
    if (error instanceof NotFoundError) return undefined;
    if (error instanceof ForbiddenError) return new OwnerUnknownError(numbers);
    throw error;
  }
  const taken = await inParallel(agents, bindingsReadAtOnce, async (agent) => {
    const binding = unboundNumbers(agent) ?? (await readable(() => readAgentNumbers(api, agent.id, signal)));
    if (binding === undefined) isCertain = false;
    const own = new Map(binding?.numbers?.map((one) => [one.number, one.environment]));
    const isCarrier = binding?.personaId === personaId;
    return numbers.flatMap((number) => {
      if (!isCarrier && !own.has(number)) return [];
      const environment = own.get(number) ?? null;
      return [{ number, owner: { type: 'agent' as const, id: agent.id, name: agentName(agent), environment } }];
    });
  });
  if (taken.flat().length > 0) return new NumbersTakenError(taken.flat());
  return isCertain ? undefined : new OwnerUnknownError(numbers);
}

/** Resolves to undefined for what this key or this program cannot read, now or later. */
async function readable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const isUnreadable = [ForbiddenError, NotFoundError, ResponseShapeError].some((cause) => error instanceof cause);
    if (isUnreadable) return undefined;
    throw error;
  }
}

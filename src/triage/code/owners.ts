import type { CallSummary } from '../../api/bland/calls.ts';
import type { Owners } from './code-node.ts';

/** The pathway and agent of a call, as far as they are known. A call names an agent's version rather than the agent. */
export function ownersOf(
  call: Pick<CallSummary, 'pathway_id' | 'agent_id'> | undefined,
  agentId: string | null | undefined,
): Owners {
  const pathwayId = call?.pathway_id ?? null;
  const agent = agentId ?? call?.agent_id ?? null;
  return { pathwayIds: pathwayId === null ? [] : [pathwayId], agentIds: agent === null ? [] : [agent] };
}

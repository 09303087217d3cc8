import type { Affected } from '../../api/bland/affected.ts';
import type { Issue } from '../../api/bland/issues.ts';
import type { CallStore } from '../calls/store.ts';
import type { AgentDirectory, AgentOfCall } from './agent-directory.ts';

/** An agent in the version that took some of an issue's calls. */
export interface AffectedAgent extends AgentOfCall {
  readonly callIds: readonly string[];
}

/**
 * The agents of an issue's calls. The service derives what an issue affects without agents: it names the pathway compiled for a
 * binding and the persona that carries the numbers instead.
 *
 * @throws ServiceError
 */
export async function affectedAgents(
  { agentDirectory, calls }: { readonly agentDirectory: AgentDirectory; readonly calls: CallStore },
  affected: Affected,
  issue: Issue | undefined,
): Promise<readonly AffectedAgent[]> {
  const found = new Map<string, AffectedAgent>();
  const loaded = new Map(calls.list.items.map((call) => [call.id, call]));
  const ofIssue = affected.calls.length === 1 ? (issue?.agent_id ?? null) : null;
  for (const { call_id: id, persona_id, pathway_id } of affected.calls) {
    const call = loaded.get(id);
    const agent_id = call?.agent_id ?? ofIssue;
    const facts = { agent_id, agent_version_id: call?.agent_version_id ?? null, persona_id, pathway_id };
    const agent = await agentDirectory.find(facts);
    if (agent === null) continue;
    const key = JSON.stringify([agent.agentId, agent.semver]);
    found.set(key, { ...agent, callIds: [...(found.get(key)?.callIds ?? []), id] });
  }
  return [...found.values()];
}

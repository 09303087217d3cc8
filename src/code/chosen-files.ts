import type { Services } from '../editor/services.ts';
import type { Owners } from '../triage/code/code-node.ts';

const key = 'code.chosenFiles';

/** The pathways and agents for which a file is remembered. */
const most = 200;

/** The files that a person said hold a pathway or agent, by its ID; kept for the workspace. */
export function chosenFiles({ context }: Services, { pathwayIds, agentIds }: Owners): ReadonlySet<string> {
  const chosen = context.workspaceState.get<Readonly<Record<string, string>>>(key, {});
  return new Set([...agentIds, ...pathwayIds].flatMap((id) => chosen[id] ?? []));
}

/** Remembers that a file holds the agent of a call, or the pathway of one without an agent. */
export async function rememberFile(
  { context }: Services,
  { pathwayIds, agentIds }: Owners,
  file: string,
): Promise<void> {
  const id = agentIds[0] ?? pathwayIds[0];
  if (id === undefined) return;
  const { [id]: _before, ...others } = context.workspaceState.get<Readonly<Record<string, string>>>(key, {});
  const kept = Object.entries(others).slice(1 - most);
  await context.workspaceState.update(key, Object.fromEntries([...kept, [id, file]]));
}

import type * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
import { agentFacts } from '../triage/agents/agent-facts.ts';
import { ownersOf } from '../triage/code/owners.ts';
import { type FlaggedNode, flaggedNodes, type LoadedFlag } from '../triage/code/node-flags.ts';
import { chosenFiles } from './chosen-files.ts';
import { WorkspaceIndex } from './workspace-index.ts';

/** Returns the nodes of a file that loaded flags are on. The files are read first, where they were not. */
export async function flaggedNodesIn(services: Services, uri: vscode.Uri): Promise<readonly FlaggedNode[]> {
  const flags = loadedFlags(services);
  if (flags.length === 0) return [];
  const { index } = services.once(WorkspaceIndex);
  await index.ready();
  const file = uri.toString();
  if (index.nodesIn(file) === undefined) return [];
  // Its lines are those that are shown, also while it is edited.
  await index.update([file]);
  return flaggedNodes(index, file, flags);
}

function loadedFlags(services: Services): LoadedFlag[] {
  return services.openSessions().flatMap(({ connection, issues, transcripts, calls, agentDirectory }) => {
    const listed = new Map(calls.list.items.map((call) => [call.id, call]));
    return issues.loadedFlags.map(({ issueId, flag }) => {
      const call = transcripts.known(flag.call_id)?.details ?? listed.get(flag.call_id);
      const known = call === undefined ? undefined : agentDirectory.known(agentFacts(call, issues));
      const of = ownersOf(call, known?.agentId ?? issues.get(issueId)?.agent_id);
      return { connectionId: connection.id, issueId, flag, of, chosen: chosenFiles(services, of) };
    });
  });
}

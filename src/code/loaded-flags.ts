import type * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
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
  return services.openSessions().flatMap(({ connection, issues, transcripts }) =>
    issues.loadedFlags.map(({ issueId, flag }) => {
      const pathwayId = transcripts.known(flag.call_id)?.details.pathway_id ?? null;
      const agentId = issues.get(issueId)?.agent_id ?? null;
      const of = { pathwayIds: pathwayId === null ? [] : [pathwayId], agentIds: agentId === null ? [] : [agentId] };
      return { connectionId: connection.id, issueId, flag, of, chosen: chosenFiles(services, of) };
    }),
  );
}

import * as vscode from 'vscode';
import { type Call, silentCall } from '../editor/call.ts';
import type { NamedNode } from '../editor/named-node.ts';
import { waitInUi } from '../editor/progress.ts';
import type { Services } from '../editor/services.ts';
import type { Owners } from '../triage/code/code-node.ts';
import { type Candidate, findNode, type Match } from '../triage/code/find-node.ts';
import type { LeftOut } from '../triage/code/node-index.ts';
import type { NodePlace } from '../triage/code/node-place.ts';
import { chosenFiles } from './chosen-files.ts';
import { locationOf } from './show-node.ts';
import { type CallAgent, ownersOfCall } from './wanted-node.ts';
import { workspaceFiles } from './workspace-files.ts';
import { WorkspaceIndex } from './workspace-index.ts';

export interface Search {
  readonly result: Match;
  /** The pathways and agents that took the call. */
  readonly of: Owners;
  readonly agent: CallAgent | undefined;
  readonly leftOut: LeftOut;
}

/** Looks a node up in the workspace, within the pathway or agent of its call. */
export async function searchNode(services: Services, named: NamedNode, call: Call): Promise<Search> {
  const { nodeId, nodeName } = named;
  const search = async (): Promise<Search> => {
    const { agent, ...of } = await ownersOfCall(named);
    const { index } = services.once(WorkspaceIndex);
    const wanted = { nodeId, nodeName, of, chosen: chosenFiles(services, of) };
    const result = await findNode(index, workspaceFiles, wanted);
    return { result, of, agent, leftOut: index.leftOut };
  };
  return waitInUi(call, vscode.l10n.t('Looking for the node'), search());
}

/** Returns the places of a node in the workspace; opens and asks nothing. */
export async function nodePlaces(services: Services, named: NamedNode): Promise<readonly NodePlace[]> {
  const { result } = await searchNode(services, named, silentCall);
  if (result.kind === 'none') return [];
  if (result.kind === 'candidates') return result.candidates.map((one) => placeOf(one, 'candidate'));
  return [placeOf(result.candidate, result.kind)];
}

function placeOf(candidate: Candidate, match: NodePlace['match']): NodePlace {
  const { uri, range } = locationOf(candidate);
  const { start, end } = range;
  // A range that ends where a line begins has nothing of that line.
  const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  return {
    file: vscode.workspace.asRelativePath(uri),
    lines: candidate.file === undefined ? [start.line + 1, last] : null,
    match,
  };
}

import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { waitInUi } from '../../editor/progress.ts';
import { excerpt } from '../../editor/words/format.ts';
import { NoEarlierTextError, NodeNotFoundError } from '../../triage/code/errors.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { choosePlace, describeCandidate } from '../choose-node.ts';
import { earlierUri } from '../earlier-node.ts';
import { searchNode } from '../search-node.ts';
import { locationOf } from '../show-node.ts';
import { namedNode, nodeTarget } from '../wanted-node.ts';

/** Compares the words of a node in the version that took a call with those in the workspace. */
export default defineCommand({
  args: z.object(nodeTarget),
  async run(services, args, call) {
    const { l10n } = vscode;
    const named = await namedNode(services, args, call);
    const { session, nodeId, nodeName } = named;
    const search = await searchNode(services, named, call);
    const { result, agent, leftOut } = search;
    if (result.kind === 'candidates' && !call.fromUi) return { candidates: result.candidates.map(describeCandidate) };
    const chosen = await choosePlace(services, search, l10n.t('Compare Before and After: {0}', nodeName ?? nodeId));
    if (chosen === undefined) throw new NodeNotFoundError(nodeName ?? nodeId, leftOut.tooLarge);
    const { found, why } = chosen;
    const name = printable(nodeName ?? found.node.name ?? nodeId);
    if (session === undefined || agent === undefined) throw new NoEarlierTextError('no-agent', name);
    const { agentId, semver } = agent;
    if (semver === null) throw new NoEarlierTextError('not-published', name);
    const place = { connectionId: session.connection.id, agentId, version: semver };
    const reading = earlierUri(services, found, { ...place, nodeId, nodeName: nodeName ?? '' });
    const before = await waitInUi(call, l10n.t('Loading node'), reading);
    const { uri, range } = locationOf({ found, why });
    const title = l10n.t('{0}: {1} ↔ Working Copy', excerpt(name, 40), semver);
    const selection = new vscode.Range(range.start, range.start);
    await vscode.commands.executeCommand('vscode.diff', before, uri, title, { selection });
    return { uri: uri.toString(), line: range.start.line, before: before.toString(), version: semver };
  },
});

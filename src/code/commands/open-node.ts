import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { NodeNotFoundError } from '../../triage/code/errors.ts';
import { choosePlace, describeCandidate, placeOf } from '../choose-node.ts';
import { searchNode } from '../search-node.ts';
import { showServerNode } from '../server-node.ts';
import { showNode } from '../show-node.ts';
import { namedNode, nodeTarget } from '../wanted-node.ts';

/**
 * Opens a node where its words are written. Several places are offered, and to a script listed; from the UI, a node that the
 * workspace does not have is shown as the service has it.
 */
export default defineCommand({
  args: z.object(nodeTarget),
  async run(services, args, call) {
    const named = await namedNode(services, args, call);
    const { nodeId, nodeName } = named;
    const search = await searchNode(services, named, call);
    const { result, agent, leftOut } = search;
    if (result.kind === 'candidates' && !call.fromUi) return { candidates: result.candidates.map(describeCandidate) };
    const candidate = await choosePlace(services, search, vscode.l10n.t('Open Node: {0}', nodeName ?? nodeId));
    if (candidate !== undefined) {
      await showNode(candidate);
      if (call.fromUi && result.kind === 'by-name') showStatusMessage(vscode.l10n.t('Found by name.'));
      return { ...placeOf(candidate), exact: result.kind === 'exact' };
    }
    if (call.fromUi && named.session !== undefined && agent !== undefined) {
      await showServerNode(named.session, agent, { nodeId, nodeName }, call);
      return undefined;
    }
    throw new NodeNotFoundError(nodeName ?? nodeId, leftOut.tooLarge);
  },
});

import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import type { Candidate } from '../../triage/code/find-node.ts';
import type { LeftOut } from '../../triage/code/node-index.ts';
import { NodeNotFoundError } from '../../triage/errors.ts';
import { rememberFile } from '../chosen-files.ts';
import { searchNode } from '../search-node.ts';
import { locationOf, pickNode, showNode } from '../show-node.ts';
import { namedNode, nodeTarget } from '../wanted-node.ts';
import { showServerNode } from '../server-node.ts';
import { notSearchedWords } from '../../editor/words/left-out-files.ts';

/**
 * Opens a node where its words are written. Several places are offered, and to a script listed; from the UI, a node that the
 * workspace does not have is shown as the service has it.
 */
export default defineCommand({
  args: z.object(nodeTarget),
  async run(services, args, call) {
    const named = await namedNode(services, args, call);
    const { nodeId, nodeName } = named;
    const { result, of, agent, leftOut } = await searchNode(services, named);
    if (result.kind === 'exact' || result.kind === 'by-name') {
      await showNode(result.candidate);
      if (call.fromUi && result.kind === 'by-name') showStatusMessage(vscode.l10n.t('Found by name.'));
      return { ...placeOf(result.candidate), exact: result.kind === 'exact' };
    }
    if (result.kind === 'candidates') {
      const { candidates } = result;
      if (!call.fromUi) return { candidates: candidates.map(describe) };
      const title = vscode.l10n.t('Open Node: {0}', nodeName ?? nodeId);
      const isKnown = of.agentIds.length + of.pathwayIds.length > 0;
      const { candidate, remember } = await pickNode(title, candidates, leftOutWords(leftOut), isKnown);
      if (remember) await rememberFile(services, of, candidate.found.file);
      await showNode(candidate);
      return { ...placeOf(candidate), exact: false };
    }
    if (call.fromUi && named.session !== undefined && agent !== undefined) {
      await showServerNode(named.session, agent, { nodeId, nodeName });
      return undefined;
    }
    throw new NodeNotFoundError(nodeName ?? nodeId, leftOut.tooLarge);
  },
});

function placeOf(candidate: Candidate): { readonly uri: string; readonly line: number } {
  const { uri, range } = locationOf(candidate);
  return { uri: uri.toString(), line: range.start.line };
}

function describe(candidate: Candidate) {
  const { id, name } = candidate.found.node;
  return {
    ...placeOf(candidate),
    ...(id === null ? {} : { nodeId: id }),
    ...(name === null ? {} : { nodeName: name }),
    why: candidate.why,
  };
}

function leftOutWords({ tooLarge, unreadable }: LeftOut): string {
  if (tooLarge > 0) return notSearchedWords(tooLarge);
  if (unreadable === 1) return vscode.l10n.t('1 file could not be read.');
  return unreadable > 1 ? vscode.l10n.t('{0} files could not be read.', unreadable) : '';
}

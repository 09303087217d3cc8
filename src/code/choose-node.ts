import * as vscode from 'vscode';
import { notSearchedWords } from '../editor/words/left-out-files.ts';
import type { Services } from '../editor/services.ts';
import type { Candidate } from '../triage/code/find-node.ts';
import type { LeftOut } from '../triage/code/node-index.ts';
import { rememberFile } from './chosen-files.ts';
import type { Search } from './search-node.ts';
import { locationOf, pickNode } from './show-node.ts';

/** Returns the place that was found, or the one that the user picks of several. @throws Cancelled */
export async function choosePlace(
  services: Services,
  { result, of, leftOut }: Search,
  title: string,
): Promise<Candidate | undefined> {
  if (result.kind === 'none') return undefined;
  if (result.kind !== 'candidates') return result.candidate;
  const isKnown = of.agentIds.length + of.pathwayIds.length > 0;
  const { candidate, remember } = await pickNode(title, result.candidates, leftOutWords(leftOut), isKnown);
  if (remember) await rememberFile(services, of, candidate.found.file);
  return candidate;
}

/** The place of a node as scripts get it. */
export function placeOf(candidate: Candidate): { readonly uri: string; readonly line: number } {
  const { uri, range } = locationOf(candidate);
  return { uri: uri.toString(), line: range.start.line };
}

/** One of several places as scripts get it. */
export function describeCandidate(candidate: Candidate) {
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

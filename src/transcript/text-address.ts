import * as vscode from 'vscode';
import type { CallTarget } from './target.ts';

/** The scheme of the read-only texts of calls. */
export const textScheme = 'call-triage-text';

/** A call as a text: to be read, or to be compared with another. */
export interface ShownText extends CallTarget {
  readonly form: 'read' | 'compare';
}

/** A text's address. Its name tells the call by its id alone: names are seen where everything else is masked. */
export function textAddress({ connectionId, callId, issueId, form }: ShownText): vscode.Uri {
  const name = vscode.l10n.t('Call {0}', callId.slice(0, 8)).replace(/[^\p{L}\p{N} ._-]/gu, '');
  const query = new URLSearchParams({ connectionId, callId, form, ...(issueId === null ? {} : { issueId }) });
  // `.txt`: a server's text is never read as a language, so nothing in it becomes a link to a command.
  return vscode.Uri.from({ scheme: textScheme, path: `/${name}.txt`, query: query.toString() });
}

/** What an address stands for; undefined for one that we did not make. */
export function readTextAddress(uri: vscode.Uri): ShownText | undefined {
  if (uri.scheme !== textScheme) return undefined;
  const query = new URLSearchParams(uri.query);
  const [connectionId, callId, form] = [query.get('connectionId'), query.get('callId'), query.get('form')];
  if (!isGiven(connectionId) || !isGiven(callId) || (form !== 'read' && form !== 'compare')) return undefined;
  return { connectionId, callId, issueId: query.get('issueId'), form };
}

const isGiven = (value: string | null): value is string => value !== null && value !== '' && value.length <= 200;

import * as vscode from 'vscode';
import type { CallTarget } from '../target.ts';

export const textScheme = 'call-triage-text';

/** A call as a text: to be read, or to be compared with another call. */
export interface CallText extends CallTarget {
  readonly form: 'read' | 'compare';
}

/** The URI of a text. Its file name has only the call's ID: tabs show it even while personal data is masked. */
export function textUri({ connectionId, callId, issueId, form }: CallText): vscode.Uri {
  const name = vscode.l10n.t('Call {0}', callId.slice(0, 8)).replace(/[^\p{L}\p{N} ._-]/gu, '');
  const query = new URLSearchParams({ connectionId, callId, form, ...(issueId === null ? {} : { issueId }) });
  // `.txt`: in some other languages, a call's text could become a link, even to a command.
  return vscode.Uri.from({ scheme: textScheme, path: `/${name}.txt`, query: query.toString() });
}

/** Parses the URI of a text; undefined for any other. */
export function parseTextUri(uri: vscode.Uri): CallText | undefined {
  if (uri.scheme !== textScheme) return undefined;
  const query = new URLSearchParams(uri.query);
  const [connectionId, callId, form] = [query.get('connectionId'), query.get('callId'), query.get('form')];
  if (!isId(connectionId) || !isId(callId) || (form !== 'read' && form !== 'compare')) return undefined;
  return { connectionId, callId, issueId: query.get('issueId'), form };
}

const isId = (value: string | null): value is string => value !== null && value !== '' && value.length <= 200;

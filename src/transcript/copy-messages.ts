import * as vscode from 'vscode';
import type { TranscriptRow, TranscriptView } from '../shared/transcript.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import { messageLines, messagesInContext } from '../triage/transcript/text.ts';
import { writeLink } from '../triage/links.ts';
import { type CallPlace, shownView } from './shown-view.ts';
import { textWords } from '../editor/words/messages.ts';

export interface Messages {
  readonly place: CallPlace;
  /** The whole call as it may be shown now. */
  readonly view: TranscriptView;
  /** In display order. */
  readonly rows: readonly TranscriptRow[];
}

/** Messages of a call by raw index, as they may be shown now. @throws InvalidArgumentError when the call has not all of them */
export async function messagesAt(place: CallPlace, indexes: readonly number[]): Promise<Messages> {
  const { view } = await shownView(place);
  const wanted = new Set(indexes);
  const rows = view.rows.filter(({ index }) => wanted.delete(index));
  const [missing] = wanted;
  if (missing !== undefined) {
    throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Message #{0} not found in this call.', missing));
  }
  return { place, view, rows };
}

/** Puts messages on the clipboard, as the reader may see them. Resolves to the text. */
export async function copyMessages({ place, view, rows }: Messages, context: boolean): Promise<string> {
  const { session, callId, issueId } = place;
  const [first] = rows;
  const link = writeLink(vscode.env.uriScheme, {
    kind: 'call',
    callId,
    issueId,
    messageIndex: first?.index ?? null,
    connectionId: session.connection.id,
  });
  const indexes = new Set(rows.map(({ index }) => index));
  const text = context ? messagesInContext(view, indexes, textWords(), link) : messageLines(rows);
  await vscode.env.clipboard.writeText(text);
  return text;
}

/** What is said once messages are on the clipboard. */
export function copiedWords({ place, rows }: Messages): string {
  // Where there are two texts to be read, it is said which one was copied.
  if (place.session.corrections.has(place.callId)) {
    return rows.length === 1
      ? vscode.l10n.t('Copied 1 message (original transcript).')
      : vscode.l10n.t('Copied {0} messages (original transcript).', rows.length);
  }
  return rows.length === 1 ? vscode.l10n.t('Copied 1 message.') : vscode.l10n.t('Copied {0} messages.', rows.length);
}

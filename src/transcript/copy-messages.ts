import * as vscode from 'vscode';
import { isMasked } from '../editor/masking.ts';
import { textWords } from '../editor/words/messages.ts';
import { maskView } from '../shared/mask-view.ts';
import type { TranscriptRow, TranscriptView } from '../shared/transcript.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import { writeLink } from '../triage/links.ts';
import type { Session } from '../triage/sessions/session.ts';
import { messageLines, messagesInContext } from '../triage/transcript/text.ts';
import { type CallContext, loadCallView, viewOf } from './view/view.ts';

export interface Messages {
  readonly call: CallContext;
  /** The whole call, masked if that is on. */
  readonly view: TranscriptView;
  /** In display order. */
  readonly rows: readonly TranscriptRow[];
}

/** Loads messages of a call by raw index. @throws InvalidArgumentError when the call does not have all of them */
export async function messagesAt(call: CallContext, indexes: readonly number[]): Promise<Messages> {
  const { view } = await loadCallView(call);
  const wanted = new Set(indexes);
  const rows = view.rows.filter(({ index }) => wanted.delete(index));
  const [missing] = wanted;
  if (missing !== undefined) {
    throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Message #{0} not found in this call.', missing));
  }
  return { call, view, rows };
}

/** Copies messages to the clipboard. Resolves to the text. @param context adds the call, its issue, flags, and neighbours */
export async function copyMessages({ call, view, rows }: Messages, context: boolean): Promise<string> {
  const { session, callId, issueId } = call;
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

/** The sentence that reports copied messages. */
export function copiedWords({ call, rows }: Messages): string {
  // The reader may see the corrected transcript beside the original.
  if (call.session.corrections.has(call.callId)) {
    return rows.length === 1
      ? vscode.l10n.t('Copied 1 message (original transcript).')
      : vscode.l10n.t('Copied {0} messages (original transcript).', rows.length);
  }
  return rows.length === 1 ? vscode.l10n.t('Copied 1 message.') : vscode.l10n.t('Copied {0} messages.', rows.length);
}

/** Copies messages of an SMS conversation to the clipboard, masked if that is on. Resolves to the text. */
export async function copyConversation(
  session: Session,
  conversationId: string,
  indexes: readonly number[],
): Promise<string> {
  const whole = viewOf(session, await session.conversations.get(conversationId), null, undefined, []);
  const { rows } = isMasked() ? maskView(whole) : whole;
  const lines = rows
    .filter(({ index }) => indexes.includes(index))
    .map(({ clock, speaker, text }) => `${clock === null ? '' : `${clock} `}${speaker}: ${text}`);
  if (lines.length === 0) {
    throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Select a message in a transcript first.'));
  }
  const text = lines.join('\n');
  await vscode.env.clipboard.writeText(text);
  return text;
}

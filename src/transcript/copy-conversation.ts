import * as vscode from 'vscode';
import { isMasked } from '../editor/masking.ts';
import { maskView } from '../shared/mask-view.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import type { Session } from '../triage/sessions/session.ts';
import { viewOf } from './view.ts';

/** Puts messages of an SMS conversation on the clipboard, as the reader may see them. Resolves to the text. */
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

import * as vscode from 'vscode';
import { plainFacts } from '../editor/trees/tooltip.ts';
import { messageName } from '../editor/words/messages.ts';
import { isMasked } from '../editor/masking.ts';
import { withoutLinks } from '../editor/words/literal.ts';
import type { Session } from '../triage/sessions/session.ts';
import { quoting } from '../triage/tools/untrusted.ts';
import type { Proposal } from '../triage/tools/tool.ts';

/** The longest part of the message that is shown, in UTF-16 units: it is there to be recognised. */
const longestMessage = 2_000;

/** Returns what the editor asks before a tool writes: where, on which message, and each word as it will be written. */
export function confirmationOf(
  { connection }: Session,
  { issue, message, text }: Proposal,
): vscode.LanguageModelToolConfirmationMessages {
  const { l10n } = vscode;
  const quote = quoting(isMasked());
  const shown = (value: string, longest = 300): string => quote(value, longest);
  const code = shown(issue.code, 40);
  const where = [
    [l10n.t('Issue'), `${code}  ${shown(issue.title)}`],
    [l10n.t('Connection'), shown(connection.label)],
  ] as const;
  if (message === undefined) {
    return {
      title: withoutLinks(l10n.t('Add Comment to {0}?', code)),
      message: plainFacts([...where, [l10n.t('Comment'), text]]),
    };
  }
  return {
    title: withoutLinks(l10n.t('Flag Message in {0}?', code)),
    message: plainFacts([
      ...where,
      [l10n.t('Call'), shown(message.callId)],
      [l10n.t('Message'), messageName(message.index, message.seconds)],
      [l10n.t('Text'), shown(message.text, longestMessage)],
      [l10n.t('Flag'), message.type],
      [l10n.t('Note'), text],
    ]),
  };
}

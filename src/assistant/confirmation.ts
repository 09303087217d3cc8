import * as vscode from 'vscode';
import { plainFacts } from '../editor/trees/tooltip.ts';
import { messageName } from '../editor/words/messages.ts';
import { forDisplay } from '../editor/privacy.ts';
import { withoutLinks } from '../editor/words/literal.ts';
import type { Session } from '../triage/sessions/session.ts';
import { visible } from '../triage/tools/untrusted.ts';
import type { Proposal } from '../triage/tools/tool.ts';

/** Returns what the editor asks before a tool writes: where, on which message, and each word as it will be written. */
export function confirmationOf(
  { connection }: Session,
  { issue, message, text }: Proposal,
): vscode.LanguageModelToolConfirmationMessages {
  const { l10n } = vscode;
  const code = visible(issue.code);
  const shown = (value: string): string => forDisplay(visible(value));
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
      [l10n.t('Text'), shown(message.text)],
      [l10n.t('Flag'), message.type],
      [l10n.t('Note'), text],
    ]),
  };
}

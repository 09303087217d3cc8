import * as vscode from 'vscode';
import { pickSeveral } from '../../editor/prompts/picks.ts';
import { shortMoment } from '../../editor/words/format.ts';
import { oneLine } from '../../triage/issues/activity.ts';
import type { Session } from '../../triage/sessions/session.ts';

const icons: Readonly<Record<string, string>> = { call: 'call-incoming', sms_conversation: 'mail', file: 'file' };

/**
 * Asks which of an issue's evidence a comment is about: any number, none by pressing Enter.
 *
 * @returns ids of links; undefined when it is closed
 */
export async function pickResources({ issues }: Session, issueId: string): Promise<readonly string[] | undefined> {
  const { l10n } = vscode;
  const { resources } = issues.contents(issueId);
  // A comment does not need them: when they cannot be read, it goes without.
  await resources.all(10);
  if (resources.items.length === 0) return [];
  const items = resources.items.map((link) => ({
    label: oneLine(link.title) || oneLine(link.resource_id, 80),
    description: [oneLine(link.resource_type.replaceAll('_', ' '), 30), shortMoment(link.created_at)].join(' · '),
    iconPath: new vscode.ThemeIcon(icons[link.resource_type] ?? 'question'),
    id: link.id,
  }));
  const picked = await pickSeveral(items, {
    title: l10n.t('Add Comment: What Is It About?'),
    placeHolder: l10n.t('Press Enter without a selection to post it as is'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.map(({ id }) => id);
}

import * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
import { createStatusItem } from '../editor/status-item.ts';
import { needsDecision } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { TalkdeskSession } from '../triage/sessions/talkdesk-session.ts';

/** Milliseconds after which a pending change is shown: most writes are done before. */
const showAfterMs = 800;

/** Shows the number of pending changes, or of those that need a decision, in the status bar. Hidden when there are none. */
export function showPendingChanges(services: Services): vscode.Disposable {
  const { item, say } = createStatusItem('callTriage.outbox', -1);
  item.name = vscode.l10n.t('Call Triage: Pending Changes');
  item.command = 'callTriage.showWaiting';
  const followed = new WeakSet<Session | TalkdeskSession>();
  const subscriptions: { dispose(): void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const show = (): void => {
    timer = undefined;
    const all = [...services.openSessions(), ...services.talkdesk.all()];
    const entries = all.flatMap((session) => session.outbox.entries);
    const asking = entries.filter(needsDecision).length;
    if (entries.length === 0) item.hide();
    else {
      if (asking > 0) say('warning', String(asking));
      else say('cloud-upload', String(entries.length));
      item.tooltip = sentenceFor(entries.length - asking, asking);
      item.accessibilityInformation = { label: item.tooltip, role: 'button' };
      item.show();
    }
  };
  const soon = (): void => {
    timer ??= setTimeout(show, showAfterMs);
  };
  const follow = (session: Session | TalkdeskSession): void => {
    if (followed.has(session)) return;
    followed.add(session);
    subscriptions.push(session.outbox.onDidChange(soon), session.outbox.onDidChangeStatus(soon));
    soon();
  };
  subscriptions.push(services.onDidOpenSession(follow), services.talkdesk.onDidOpen(follow));
  for (const session of [...services.openSessions(), ...services.talkdesk.all()]) follow(session);
  return vscode.Disposable.from(
    item,
    new vscode.Disposable(() => {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    }),
  );
}

function sentenceFor(waiting: number, asking: number): string {
  const { l10n } = vscode;
  const parts: string[] = [];
  if (asking === 1) parts.push(l10n.t('1 change needs your decision.'));
  if (asking > 1) parts.push(l10n.t('{0} changes need your decision.', asking));
  if (waiting === 1) parts.push(l10n.t('1 pending change.'));
  if (waiting > 1) parts.push(l10n.t('{0} pending changes.', waiting));
  return parts.join(' ');
}

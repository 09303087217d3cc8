import * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
import type { Session } from '../triage/session.ts';
import type { TalkdeskSession } from '../triage/talkdesk-session.ts';

/** What waits is shown once it has waited so long, milliseconds: an ordinary write is done before anybody looks. */
const quietMs = 800;

/** The one status bar item for writes that are not done: how many wait, how many were refused. Hidden when none. */
export function showWaitingWrites(services: Services): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('callTriage.outbox', vscode.StatusBarAlignment.Left, -1);
  item.name = vscode.l10n.t('Call Triage: Waiting Changes');
  item.command = 'callTriage.showWaiting';
  const followed = new WeakSet<Session | TalkdeskSession>();
  const subscriptions: { dispose(): void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const show = (): void => {
    timer = undefined;
    const all = [...services.openSessions(), ...services.talkdesk.all()];
    const entries = all.flatMap((session) => session.outbox.entries);
    const refused = entries.filter(({ state }) => state === 'refused').length;
    if (entries.length === 0) item.hide();
    else {
      item.text = refused > 0 ? `$(warning) ${refused}` : `$(cloud-upload) ${entries.length}`;
      item.tooltip = sentenceFor(entries.length - refused, refused);
      item.accessibilityInformation = { label: item.tooltip, role: 'button' };
      item.show();
    }
  };
  const soon = (): void => {
    timer ??= setTimeout(show, quietMs);
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

function sentenceFor(waiting: number, refused: number): string {
  const { l10n } = vscode;
  const parts: string[] = [];
  if (refused === 1) parts.push(l10n.t('1 change was refused and waits for your decision.'));
  if (refused > 1) parts.push(l10n.t('{0} changes were refused and wait for your decision.', refused));
  if (waiting === 1) parts.push(l10n.t('1 change waits to be sent.'));
  if (waiting > 1) parts.push(l10n.t('{0} changes wait to be sent.', waiting));
  return parts.join(' ');
}

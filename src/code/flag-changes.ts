import * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
import type { Session } from '../triage/sessions/session.ts';

/** Milliseconds for which changes are collected. */
const pause = 500;

/** Calls a listener after loaded flags, or the settings about showing them on files, may have changed. */
export function onFlagsChanged(services: Services, listener: () => void): vscode.Disposable {
  const subscriptions: { dispose(): unknown }[] = [];
  const followed = new WeakSet<Session>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      listener();
    }, pause);
  };
  const follow = (session: Session): void => {
    if (followed.has(session)) return;
    followed.add(session);
    subscriptions.push(session.onDidChange(soon));
  };
  subscriptions.push(
    services.onDidOpenSession(follow),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('callTriage.code')) soon();
    }),
  );
  for (const session of services.openSessions()) follow(session);
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    for (const one of subscriptions) one.dispose();
  });
}

/** Tells whether flags are shown on a file. */
export function showsFlags(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('callTriage.code', uri).get('showFlags') !== false;
}

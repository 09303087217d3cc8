import type * as vscode from 'vscode';
import { ContextKey } from '../editor/context-key.ts';
import type { Services } from '../editor/services.ts';
import type { Session } from '../triage/sessions/session.ts';

/** Completes the walkthrough's step on flags, by a context key, when a flag is made in whichever way. */
export function followFirstFlag(services: Pick<Services, 'onDidOpenSession' | 'openSessions'>): vscode.Disposable {
  const flagged = new ContextKey<boolean>('callTriage.flagged');
  const subscriptions: { dispose(): unknown }[] = [];
  const follow = ({ outbox }: Session): void => {
    subscriptions.push(
      outbox.onDidChange(({ kind }) => {
        if (kind === 'flag.add' || kind === 'issue.createFlagged') flagged.set(true);
      }),
    );
  };
  for (const session of services.openSessions()) follow(session);
  subscriptions.push(services.onDidOpenSession(follow));
  return {
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

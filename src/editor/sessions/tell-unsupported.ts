import type * as vscode from 'vscode';
import type { Event } from '../../shared/event.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { inform, showStatusMessage } from '../notices.ts';
import { unsupportedWords } from '../words/unsupported.ts';

/** Says once for each connection what its service turned out not to know. */
export function tellUnsupported(onDidOpen: Event<Session>, log: vscode.LogOutputChannel): vscode.Disposable {
  return onDidOpen(({ connection, support }) => {
    support.onDidRefuse((parts) => {
      log.info(`${connection.id}: the service does not know ${parts.join(', ')}.`);
      const sentence = unsupportedWords(parts).join(' ');
      // Alerts and scenarios are also looked for when an issue is shown, which is no reason to interrupt.
      if (parts.every((part) => part === 'alerts' || part === 'scenarios')) showStatusMessage(sentence, 10_000);
      else void inform(sentence);
    });
  });
}

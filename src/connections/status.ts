import * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
import { createStatusItem } from '../editor/status-item.ts';

/** Shows the active connection in the status bar; a click switches it. */
export function showActiveConnection({ connections }: Services): vscode.Disposable {
  const { item, say } = createStatusItem('callTriage.connection', 0);
  item.name = vscode.l10n.t('Call Triage Connection');
  item.command = 'callTriage.switchConnection';
  const show = (): void => {
    const { active } = connections;
    if (active === undefined) {
      item.hide();
      return;
    }
    say('call-incoming', active.label);
    item.tooltip = vscode.l10n.t('Call Triage: {0}. Click to switch.', active.label);
    item.show();
  };
  show();
  const subscription = connections.onDidChange(show);
  return vscode.Disposable.from(item, new vscode.Disposable(() => subscription.dispose()));
}

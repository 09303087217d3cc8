import * as vscode from 'vscode';
import { ContextKey } from '../editor/context-key.ts';
import { type Load, registerCommands } from '../editor/feature.ts';
import type * as Feature from './commands.ts';

export function registerConnections(load: Load<typeof Feature>): vscode.Disposable {
  const commands = registerCommands(load, [
    'connect',
    'switchConnection',
    'setApiKey',
    'signOut',
    'testConnection',
    'openSandbox',
    'getStarted',
    'importCalls',
    'importCallFromClipboard',
    'exportEverything',
    'startEmpty',
    'showLog',
    'deleteLocalData',
    'copyDiagnostics',
  ]);
  return vscode.Disposable.from(commands, followSetUp());
}

/**
 * Keeps the context keys by which palette and menus show our commands: `isSetUp`, there is a connection; `connected`, there is
 * one with issues and calls. Known from the settings alone, so that nothing else loads for them.
 */
function followSetUp(): vscode.Disposable {
  const isSetUp = new ContextKey<boolean>('callTriage.isSetUp');
  const connected = new ContextKey<boolean>('callTriage.connected');
  const update = (): void => {
    const own: unknown = vscode.workspace.getConfiguration('callTriage').inspect('connections')?.globalValue;
    const entries: readonly unknown[] = Array.isArray(own) ? own : [];
    const hasOwnKey = (process.env['BLAND_API_KEY'] ?? '') !== '';
    isSetUp.set(hasOwnKey || entries.length > 0);
    connected.set(hasOwnKey || entries.some(hasCalls));
  };
  update();
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('callTriage.connections')) update();
  });
}

/** Whether an entry of the setting names a service with calls; Talkdesk is for attachments alone. */
function hasCalls(entry: unknown): boolean {
  const kind = typeof entry === 'object' && entry !== null && 'kind' in entry ? entry.kind : undefined;
  return kind === 'bland' || kind === 'sandbox';
}

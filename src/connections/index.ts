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

/** Keeps the context key by which menus outside our views show our commands: there is a connection. */
function followSetUp(): vscode.Disposable {
  const isSetUp = new ContextKey<boolean>('callTriage.isSetUp');
  const update = (): void => {
    const own = vscode.workspace.getConfiguration('callTriage').inspect('connections')?.globalValue;
    isSetUp.set((Array.isArray(own) && own.length > 0) || (process.env['BLAND_API_KEY'] ?? '') !== '');
  };
  update();
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('callTriage.connections')) update();
  });
}

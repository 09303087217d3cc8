import type * as vscode from 'vscode';
import { type Load, registerCommands } from '../editor/feature.ts';
import type * as Feature from './commands.ts';

export function registerConnections(load: Load<typeof Feature>): vscode.Disposable {
  return registerCommands(load, [
    'connect',
    'switchConnection',
    'setApiKey',
    'signOut',
    'testConnection',
    'openSandbox',
    'getStarted',
    'importCalls',
    'showLog',
    'deleteLocalData',
    'copyDiagnostics',
  ]);
}

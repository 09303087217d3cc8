import type * as vscode from 'vscode';
import { type Load, registerCommands } from '../editor/feature.ts';
import type * as Feature from './commands.ts';

export function registerPending(load: Load<typeof Feature>): vscode.Disposable {
  return registerCommands(load, ['showWaiting']);
}

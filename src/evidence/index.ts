import type * as vscode from 'vscode';
import { type Load, registerCommands } from '../editor/feature.ts';
import type * as Feature from './feature.ts';

export function registerEvidence(load: Load<typeof Feature>): vscode.Disposable {
  return registerCommands(load, ['uploadAttachment', 'exportEvidence', 'openAttachment']);
}

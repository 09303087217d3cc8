import path from 'node:path';
import type * as vscode from 'vscode';
import { hasRecordedWrites } from '../triage/journal/peek.ts';
import type { UseServices } from './services.ts';

/** Where the windows of this user record what they write. */
export function outboxDirectory(context: vscode.ExtensionContext): string {
  return path.join(context.globalStorageUri.fsPath, 'outbox');
}

/** Sends what earlier windows left behind, without any view open. When there is nothing, nothing else is loaded. */
export async function drainWhatWaits(context: vscode.ExtensionContext, useServices: UseServices): Promise<void> {
  if (!(await hasRecordedWrites(outboxDirectory(context)))) return;
  const services = await useServices();
  await services.drain();
}

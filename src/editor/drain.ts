import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type * as vscode from 'vscode';
import { hasRecordedWrites } from '../triage/journal/peek.ts';
import type { Services, UseServices } from './services.ts';

/** Where the windows of this user record what they write. */
export function outboxDirectory(context: vscode.ExtensionContext): string {
  return path.join(context.globalStorageUri.fsPath, 'outbox');
}

/**
 * Sends what earlier windows left behind, without any view open, and asks about uploads that were cut off. When there is
 * nothing, nothing else is loaded.
 */
export async function drainWhatWaits(
  context: vscode.ExtensionContext,
  useServices: UseServices,
  askAboutUploads: (services: Services) => Promise<void>,
): Promise<void> {
  const uploads = readdir(path.join(context.globalStorageUri.fsPath, 'uploads')).catch(() => []);
  const [waits, cutOff] = await Promise.all([hasRecordedWrites(outboxDirectory(context)), uploads]);
  if (waits) await (await useServices()).drain();
  if (cutOff.length > 0) await askAboutUploads(await useServices());
}

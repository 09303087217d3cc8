import { stat } from 'node:fs/promises';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { Services, UseServices } from '../services.ts';

export function databaseFile(context: vscode.ExtensionContext): string {
  return path.join(context.globalStorageUri.fsPath, 'call-triage.db');
}

/**
 * Sends pending writes of earlier windows without any view open, and asks about interrupted uploads. If
 * nothing was ever stored, nothing is loaded.
 */
export async function drainPendingWrites(
  context: vscode.ExtensionContext,
  useServices: UseServices,
  askAboutUploads: (services: Services) => Promise<void>,
): Promise<void> {
  const isThere = await stat(databaseFile(context)).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  const services = await useServices();
  await services.drain();
  await askAboutUploads(services);
}

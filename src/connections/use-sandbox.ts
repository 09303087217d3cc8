import type { Services } from '../editor/services.ts';
import * as vscode from 'vscode';
import { freeId } from './free-id.ts';

/** Makes the sandbox the active connection, adding it to the settings if needed. @returns its ID */
export async function useSandbox(services: Services): Promise<string> {
  const { connections } = services;
  const known = connections.read().connections.find(({ kind }) => kind === 'sandbox');
  const id = known?.id ?? freeId(connections, 'sandbox');
  if (known === undefined) await connections.save({ id, kind: 'sandbox', label: vscode.l10n.t('Local (sandbox)') });
  await connections.choose(id);
  return id;
}

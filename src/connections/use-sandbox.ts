import type { Services } from '../editor/services.ts';
import * as vscode from 'vscode';

/** Makes the sandbox the active connection, adding it to the settings when there is none. @returns its id */
export async function useSandbox(services: Services): Promise<string> {
  const { connections } = services;
  const list = connections.read().connections;
  const known = list.find(({ kind }) => kind === 'sandbox');
  if (known !== undefined) {
    await connections.choose(known.id);
    return known.id;
  }
  const taken = new Set(list.map(({ id }) => id));
  let id = 'sandbox';
  for (let number = 2; taken.has(id); number += 1) id = `sandbox-${number}`;
  await connections.save({ id, kind: 'sandbox', label: vscode.l10n.t('Sandbox') });
  await connections.choose(id);
  return id;
}

import * as vscode from 'vscode';

const setting = 'callTriage.maskPersonalData';

/** Known until the code that runs now has ended: until then settings do not change, and every text that is shown asks for it. */
let known: boolean | undefined;

/** Reads user settings only: a workspace cannot turn masking off. */
export function isMasked(): boolean {
  if (known !== undefined) return known;
  queueMicrotask(() => {
    known = undefined;
  });
  known = vscode.workspace.getConfiguration().inspect(setting)?.globalValue === true;
  return known;
}

export async function setMasked(masked: boolean): Promise<void> {
  await vscode.workspace.getConfiguration().update(setting, masked, vscode.ConfigurationTarget.Global);
}

export function onDidChangeMasked(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(setting)) listener();
  });
}

import * as vscode from 'vscode';

const setting = 'callTriage.maskPersonalData';

/** Reads user settings only: a workspace cannot turn masking off. */
export function isMasked(): boolean {
  return vscode.workspace.getConfiguration().inspect(setting)?.globalValue === true;
}

export async function setMasked(masked: boolean): Promise<void> {
  await vscode.workspace.getConfiguration().update(setting, masked, vscode.ConfigurationTarget.Global);
}

export function onDidChangeMasked(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(setting)) listener();
  });
}

import * as vscode from 'vscode';

const setting = 'callTriage.maskPersonalData';

/** Whether personal data is masked on screen, in copies and in texts. The user's own setting, whatever a workspace says. */
export function isMasked(): boolean {
  return vscode.workspace.getConfiguration().inspect(setting)?.globalValue === true;
}

export async function setMasked(masked: boolean): Promise<void> {
  await vscode.workspace.getConfiguration().update(setting, masked, vscode.ConfigurationTarget.Global);
}

/** Calls back when masking was turned on or off. */
export function onDidChangeMasked(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(setting)) listener();
  });
}

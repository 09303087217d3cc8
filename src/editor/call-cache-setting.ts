import * as vscode from 'vscode';

const setting = 'callTriage.callCache';

/** Reads user settings only: a workspace cannot have calls kept. */
export function isCallCacheOn(): boolean {
  return vscode.workspace.getConfiguration().inspect(setting)?.globalValue === true;
}

export async function setCallCache(isOn: boolean): Promise<void> {
  await vscode.workspace.getConfiguration().update(setting, isOn, vscode.ConfigurationTarget.Global);
}

export function onDidChangeCallCache(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(setting)) listener();
  });
}

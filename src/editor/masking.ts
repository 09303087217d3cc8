import * as vscode from 'vscode';

const setting = 'callTriage.maskPersonalData';

/**
 * The setting as it was read in this turn of the event loop. A view asks once for every text, and the editor takes longer to
 * answer than all the rest of a row does.
 */
let inThisTurn: boolean | undefined;

const forget = (): void => {
  inThisTurn = undefined;
};

/** Reads user settings only: a workspace cannot turn masking off. */
export function isMasked(): boolean {
  if (inThisTurn === undefined) {
    inThisTurn = vscode.workspace.getConfiguration().inspect(setting)?.globalValue === true;
    setImmediate(forget);
  }
  return inThisTurn;
}

export async function setMasked(masked: boolean): Promise<void> {
  await vscode.workspace.getConfiguration().update(setting, masked, vscode.ConfigurationTarget.Global);
  forget();
}

export function onDidChangeMasked(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration(setting)) return;
    forget();
    listener();
  });
}

import type * as vscode from 'vscode';
import { isMasked } from '../masking.ts';

/** A row as it may be shown now. What masks it is loaded only where that is asked for. */
export function shownItem(item: vscode.TreeItem): vscode.TreeItem | Promise<vscode.TreeItem> {
  return isMasked() ? import('../privacy.ts').then(({ maskItem }) => maskItem(item)) : item;
}

import type * as vscode from 'vscode';
import { isMasked } from '../masking.ts';

/**
 * A row as it may be shown now, heard by its label and description: a tooltip would take their place. What masks it is loaded
 * only where that is asked for.
 */
export function shownItem(item: vscode.TreeItem): vscode.TreeItem | Promise<vscode.TreeItem> {
  const label = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
  const heard = typeof item.description === 'string' && item.description !== '' ? [label, item.description] : [label];
  item.accessibilityInformation ??= { label: heard.join(', ') };
  return isMasked() ? import('../privacy.ts').then(({ maskItem }) => maskItem(item)) : item;
}

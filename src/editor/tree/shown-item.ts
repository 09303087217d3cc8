import type * as vscode from 'vscode';
import { maskPersonal } from '../../shared/mask.ts';
import { isMasked } from '../privacy.ts';

/** A row as it may be shown now: what it says and what is heard of it, masked where that is asked for. */
export function shownItem(item: vscode.TreeItem): vscode.TreeItem {
  if (!isMasked()) return item;
  const { label, description, tooltip, accessibilityInformation: heard } = item;
  if (typeof label === 'string') item.label = maskPersonal(label);
  if (typeof description === 'string') item.description = maskPersonal(description);
  if (typeof tooltip === 'string') item.tooltip = maskPersonal(tooltip);
  if (heard !== undefined) item.accessibilityInformation = { ...heard, label: maskPersonal(heard.label) };
  return item;
}

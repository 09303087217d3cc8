import type * as vscode from 'vscode';
import { maskPersonal } from '../shared/mask.ts';
import { isMasked } from './masking.ts';

/** A text of somebody's as it may be shown now. */
export function forDisplay(text: string): string {
  return isMasked() ? maskPersonal(text) : text;
}

/** Masks what a row of a tree says, and what is heard of it. */
export function maskItem(item: vscode.TreeItem): vscode.TreeItem {
  const { label, description, tooltip, accessibilityInformation: heard } = item;
  if (typeof label === 'string') item.label = maskPersonal(label);
  if (typeof description === 'string') item.description = maskPersonal(description);
  if (typeof tooltip === 'string') item.tooltip = maskPersonal(tooltip);
  if (heard !== undefined) item.accessibilityInformation = { ...heard, label: maskPersonal(heard.label) };
  return item;
}

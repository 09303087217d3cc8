import type * as vscode from 'vscode';
import { maskPersonal } from '../shared/mask.ts';
import { isMasked } from './masking.ts';

/** Masks personal data in a text if masking is on. */
export function forDisplay(text: string): string {
  return isMasked() ? maskPersonal(text) : text;
}

/** Masks the texts of a tree item, including the one for screen readers. */
export function maskItem(item: vscode.TreeItem): vscode.TreeItem {
  const { label, description, tooltip, accessibilityInformation: heard } = item;
  if (typeof label === 'string') item.label = maskPersonal(label);
  if (typeof description === 'string') item.description = maskPersonal(description);
  if (typeof tooltip === 'string') item.tooltip = maskPersonal(tooltip);
  if (heard !== undefined) item.accessibilityInformation = { ...heard, label: maskPersonal(heard.label) };
  return item;
}

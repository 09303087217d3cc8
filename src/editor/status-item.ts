import * as vscode from 'vscode';
import { withoutIcons } from './words/literal.ts';
import { forDisplay } from './privacy.ts';

/** A status bar item whose text starts with an icon. */
export interface StatusItem {
  readonly item: Omit<vscode.StatusBarItem, 'text'>;
  readonly say: (icon: string, words: string) => void;
}

/** @param priority higher ones stand further left */
export function createStatusItem(id: `callTriage.${string}`, priority: number): StatusItem {
  const item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left, priority);
  return {
    item,
    say: (icon, words) => {
      item.text = `$(${icon}) ${withoutIcons(forDisplay(words))}`;
    },
  };
}

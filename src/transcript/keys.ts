import * as vscode from 'vscode';
import { type KeyAction, type ReadKeys, readKeys } from '../shared/keys.ts';

/** The keys of the transcript by the user's settings. */
export function userKeys(): ReadKeys {
  const settings = vscode.workspace.getConfiguration('callTriage.transcript');
  return readKeys(settings.get<unknown>('keys'), settings.get<unknown>('singleKeys') !== false);
}

/** The label of an action in the list of keys. */
export function actionLabel(action: KeyAction): string {
  const words: Readonly<Record<KeyAction, string>> = {
    next: vscode.l10n.t('Next message'),
    previous: vscode.l10n.t('Previous message'),
    extendDown: vscode.l10n.t('Extend selection down'),
    extendUp: vscode.l10n.t('Extend selection up'),
    first: vscode.l10n.t('First message'),
    last: vscode.l10n.t('Last message'),
    pageDown: vscode.l10n.t('Page down'),
    pageUp: vscode.l10n.t('Page up'),
    nextFlag: vscode.l10n.t('Next flag'),
    previousFlag: vscode.l10n.t('Previous flag'),
    nextFinding: vscode.l10n.t('Next suggestion'),
    previousFinding: vscode.l10n.t('Previous suggestion'),
    nextCaller: vscode.l10n.t('Next caller turn'),
    previousCaller: vscode.l10n.t('Previous caller turn'),
    nextAgent: vscode.l10n.t('Next agent turn'),
    previousAgent: vscode.l10n.t('Previous agent turn'),
    inward: vscode.l10n.t('Go to the flags of the message'),
    outward: vscode.l10n.t('Go back to the message'),
    flag: vscode.l10n.t('Flag selected messages'),
    edit: vscode.l10n.t('Edit flag'),
    copy: vscode.l10n.t('Copy selected messages'),
    copyContext: vscode.l10n.t('Copy with context'),
    issue: vscode.l10n.t('Create issue with flag'),
    play: vscode.l10n.t('Play from the selected message or pause'),
    corrected: vscode.l10n.t('Toggle corrected transcript'),
    undo: vscode.l10n.t('Undo last flag'),
    nextCall: vscode.l10n.t('Mark as reviewed and open next call'),
    previousCall: vscode.l10n.t('Previous call of the review'),
    hideDimmed: vscode.l10n.t('Toggle non-speech messages'),
    find: vscode.l10n.t('Find'),
    help: vscode.l10n.t('Show keyboard shortcuts'),
  };
  return words[action];
}

const arrows: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→' };

/** The label of a key: `Shift+↓`. */
export function keyLabel(key: string): string {
  if (key === ' ') return vscode.l10n.t('Space');
  return key.replace(/[A-Z][A-Za-z]+$/, (name) => arrows[name] ?? name);
}

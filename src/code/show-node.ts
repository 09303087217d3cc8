import * as vscode from 'vscode';
import { createPicker, literalRow } from '../editor/prompts/picks.ts';
import { Cancelled } from '../editor/errors/cancelled.ts';
import type { Candidate, Why } from '../triage/code/find-node.ts';

/** The place of a node, as an editor shows it. */
export function locationOf({ found, file }: Candidate): { readonly uri: vscode.Uri; readonly range: vscode.Range } {
  if (file !== undefined) return { uri: vscode.Uri.parse(file, true), range: new vscode.Range(0, 0, 0, 0) };
  const { line, character, endLine, endCharacter } = found.node.range;
  return { uri: vscode.Uri.parse(found.file, true), range: new vscode.Range(line, character, endLine, endCharacter) };
}

/** Opens a node's file at its words. A file on one long line needs the column, too. */
export async function showNode(candidate: Candidate): Promise<void> {
  const { uri, range } = locationOf(candidate);
  const start = new vscode.Range(range.start, range.start);
  const editor = await vscode.window.showTextDocument(uri, { selection: start });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

type Row = vscode.QuickPickItem & { readonly candidate: Candidate };

/**
 * Asks which of several places is meant; none is opened unasked.
 *
 * @param canRemember offers to take the file for the call's own from now on
 * @throws Cancelled
 */
export async function pickNode(
  title: string,
  candidates: readonly Candidate[],
  note: string,
  canRemember: boolean,
): Promise<{ readonly candidate: Candidate; readonly remember: boolean }> {
  const remember: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('pinned'),
    tooltip: vscode.l10n.t('Open, and Always Use This File for the Agent'),
  };
  const picker = createPicker<Row>();
  picker.title = title;
  picker.placeholder = note;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.items = candidates.map((candidate) =>
    literalRow({ ...rowOf(candidate), ...(canRemember ? { buttons: [remember] } : {}), candidate }),
  );
  try {
    return await new Promise((resolve, reject) => {
      picker.onDidAccept(() => {
        const [row] = picker.selectedItems;
        if (row !== undefined) resolve({ candidate: row.candidate, remember: false });
      });
      picker.onDidTriggerItemButton(({ item }) => resolve({ candidate: item.candidate, remember: true }));
      picker.onDidHide(() => reject(new Cancelled()));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

function rowOf(candidate: Candidate): vscode.QuickPickItem {
  const { found, why } = candidate;
  const { uri, range } = locationOf(candidate);
  const { node } = found;
  const within = node.within.map(({ id, name }) => name ?? id).join(' › ');
  const place = `${vscode.workspace.asRelativePath(uri)}:${range.start.line + 1}`;
  return {
    label: node.name ?? node.id ?? '',
    description: [within === '' ? '' : vscode.l10n.t('in {0}', within), whyWord(why)]
      .filter((part) => part !== '')
      .join(' · '),
    detail: place,
  };
}

function whyWord(why: Why): string {
  const { l10n } = vscode;
  const words: Readonly<Record<Why, string>> = {
    id: l10n.t('same ID'),
    name: l10n.t('same name'),
    'file-name': l10n.t('by file name'),
    'same-text': l10n.t('same text'),
  };
  return words[why];
}

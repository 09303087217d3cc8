import * as vscode from 'vscode';
import { maxTitleLength } from '../api/bland/issue-body.ts';
import type { Issue } from '../api/bland/issues.ts';
import { given } from '../editor/cancelled.ts';
import type { Call } from '../editor/command.ts';
import { refuseToAsk } from '../editor/prompts.ts';
import { similarIssues } from '../triage/similar-issues.ts';
import type { Session } from '../triage/session.ts';
import { printable } from '../triage/transcript.ts';
import { enumWord } from './enum-word.ts';

interface TitleItem extends vscode.QuickPickItem {
  /** What is taken: the typed title, or an issue that is there already. */
  readonly value?: string | Issue;
}

/** Waits this long after a key press before it asks the service, milliseconds. */
const typingPause = 250;

/**
 * Asks for a new issue's title. While it is typed, the service's issues that may be the same are listed below; one of
 * them can be taken instead.
 *
 * @param attaching whether there is evidence, which then goes to the issue that is taken
 */
export async function askTitle(session: Session, call: Call, attaching: boolean): Promise<string | Issue> {
  refuseToAsk(call, 'title');
  const picker = vscode.window.createQuickPick<TitleItem>();
  picker.placeholder = vscode.l10n.t('A title: what goes wrong, in one sentence');
  picker.ignoreFocusOut = true;
  let search = new AbortController();
  let typing: NodeJS.Timeout | undefined;
  let similar: readonly Issue[] = [];
  const show = (): void => {
    const title = picker.value.trim();
    picker.title = vscode.l10n.t('Create Issue ({0}/{1})', title.length, maxTitleLength);
    picker.items = [...titleItems(title), ...similarItems(similar, attaching)];
  };
  const look = async (): Promise<void> => {
    search.abort();
    search = new AbortController();
    const { signal } = search;
    picker.busy = true;
    // Duplicates are a help: without an answer the title is asked for all the same.
    const found = await similarIssues(session.api, picker.value, signal).catch(() => []);
    if (signal.aborted) return;
    similar = found;
    picker.busy = false;
    show();
  };
  try {
    const taken = await new Promise<string | Issue | undefined>((resolve) => {
      picker.onDidChangeValue(() => {
        clearTimeout(typing);
        typing = setTimeout(() => void look(), typingPause);
        show();
      });
      picker.onDidAccept(() => {
        const value = picker.selectedItems[0]?.value;
        if (value !== undefined) resolve(value);
      });
      picker.onDidHide(() => resolve(undefined));
      show();
      picker.show();
    });
    return given(taken);
  } finally {
    clearTimeout(typing);
    search.abort();
    picker.dispose();
  }
}

function titleItems(title: string): TitleItem[] {
  if (title === '') return [];
  const label = vscode.l10n.t('Create “{0}”', title);
  if (title.length <= maxTitleLength) {
    return [{ label, iconPath: new vscode.ThemeIcon('add'), alwaysShow: true, value: title }];
  }
  const detail = vscode.l10n.t('A title has at most {0} characters; this one has {1}.', maxTitleLength, title.length);
  return [{ label: detail, iconPath: new vscode.ThemeIcon('error'), alwaysShow: true }];
}

function similarItems(similar: readonly Issue[], attaching: boolean): TitleItem[] {
  if (similar.length === 0) return [];
  const label = attaching
    ? vscode.l10n.t('possibly the same: attach to it instead')
    : vscode.l10n.t('possibly the same: show it instead');
  return [
    { label, kind: vscode.QuickPickItemKind.Separator },
    ...similar.map((issue) => ({
      label: `${printable(issue.triage_id)}  ${printable(issue.title)}`,
      description: `${enumWord(issue.severity)} · ${enumWord(issue.status)}`,
      alwaysShow: true,
      value: issue,
    })),
  ];
}

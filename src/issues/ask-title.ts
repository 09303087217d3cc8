import * as vscode from 'vscode';
import { type Issue, maxTitleLength } from '../api/bland/issues.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { createPicker, literalRow } from '../editor/prompts/picks.ts';
import { addStepControls, type Step } from '../editor/prompts/steps.ts';
import type { TextDraft } from '../editor/prompts/text-draft.ts';
import { discardDraft } from '../editor/prompts/text-prompt.ts';
import { similarIssues } from '../triage/issues/similar-issues.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { valueWord } from '../editor/words/service-values.ts';

interface TitleItem extends vscode.QuickPickItem {
  /** The typed title, or an existing issue. */
  readonly value?: string | Issue;
}

/** Milliseconds after a key press before the service is asked. */
const typingPauseMs = 250;

/**
 * Asks for a new issue's title. While it is typed, possible duplicates are listed below; one of
 * them can be chosen instead.
 *
 * @param draft keeps what is typed until the issue is created
 * @param before the title entered before the user went back
 * @param attaching true when evidence would be attached to the chosen issue
 */
export async function askTitle(
  session: Session,
  attaching: boolean,
  draft: TextDraft,
  step: Step,
  before: string,
): Promise<string | Issue> {
  let restored = before === '' && draft.restored !== '';
  const picker = createPicker<TitleItem>();
  picker.placeholder = vscode.l10n.t('What went wrong, in one sentence');
  picker.ignoreFocusOut = true;
  picker.value = before === '' ? draft.restored : before;
  let search = new AbortController();
  let typing: NodeJS.Timeout | undefined;
  let similar: readonly Issue[] = [];
  const show = (): void => {
    const title = picker.value.trim();
    picker.title = restored ? vscode.l10n.t('Create Issue (Draft Restored)') : vscode.l10n.t('Create Issue');
    picker.items = [...titleItems(title), ...similarItems(similar, attaching)].map(literalRow);
  };
  const look = async (): Promise<void> => {
    search.abort();
    search = new AbortController();
    const { signal } = search;
    picker.busy = true;
    // Duplicates are only a hint: failures are ignored.
    const found = await similarIssues(session.api, picker.value, signal).catch(() => []);
    if (signal.aborted) return;
    similar = found;
    picker.busy = false;
    show();
  };
  try {
    const taken = await new Promise<string | Issue | undefined>((resolve, reject) => {
      const showButtons = addStepControls(picker, step, reject);
      if (restored) showButtons(discardDraft());
      picker.onDidChangeValue((typed) => {
        restored = false;
        draft.keep(typed);
        clearTimeout(typing);
        typing = setTimeout(() => void look(), typingPauseMs);
        show();
      });
      picker.onDidAccept(() => {
        const value = picker.selectedItems[0]?.value;
        if (value !== undefined) resolve(value);
      });
      picker.onDidTriggerButton(() => {
        draft.discard();
        restored = false;
        similar = [];
        picker.value = '';
        showButtons();
        show();
      });
      picker.onDidHide(() => resolve(undefined));
      show();
      picker.show();
      if (picker.value !== '') void look();
    });
    return orCancelled(taken);
  } finally {
    clearTimeout(typing);
    search.abort();
    picker.dispose();
  }
}

function titleItems(title: string): TitleItem[] {
  if (title === '') return [];
  const label = vscode.l10n.t('Create "{0}"', title);
  if (title.length <= maxTitleLength) {
    const description = `${title.length}/${maxTitleLength}`;
    return [{ label, description, iconPath: new vscode.ThemeIcon('add'), alwaysShow: true, value: title }];
  }
  const detail = vscode.l10n.t('A title has at most {0} characters ({1} now).', maxTitleLength, title.length);
  return [{ label: detail, iconPath: new vscode.ThemeIcon('error'), alwaysShow: true }];
}

function similarItems(similar: readonly Issue[], attaching: boolean): TitleItem[] {
  // Repeated on each row, since the editor hides separators while something is typed.
  const detail = attaching
    ? vscode.l10n.t('Possible duplicates: attach to it instead')
    : vscode.l10n.t('Possible duplicates: open it instead');
  return similar.map((issue) => ({
    label: `${printable(issue.triage_id)}  ${printable(issue.title)}`,
    description: `${valueWord(issue.severity)} · ${valueWord(issue.status)}`,
    detail,
    alwaysShow: true,
    value: issue,
  }));
}

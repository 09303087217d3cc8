import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import { IssueNotFoundError } from '../triage/errors.ts';
import { codeOf, resolveIssueId } from '../triage/resolve-issue.ts';
import type { Session } from '../triage/session.ts';
import { printable } from '../triage/transcript.ts';
import { explain } from './explain.ts';
import { createPicker, literalRow } from './picks.ts';

/** Without an issue: what went wrong, to be tried again. */
type IssueItem = vscode.QuickPickItem & { readonly issueId?: string };

/** Waits this long after a key press before it asks the service, milliseconds. */
const typingPause = 200;

export interface IssuePickerOptions {
  readonly title?: string;
  /** Ids of issues that are not offered. */
  readonly without?: ReadonlySet<string>;
}

/**
 * A quick pick over the service's issues: the most recently active first, searched by the service while typing. A code
 * is found whether or not the service's search knows codes.
 *
 * What goes wrong is a row that tries again, so that what was typed stays.
 *
 * @returns the issue's id; undefined when the picker is closed
 */
export async function pickIssue(session: Session, options: IssuePickerOptions = {}): Promise<string | undefined> {
  const { title = vscode.l10n.t('Choose an Issue'), without = new Set<string>() } = options;
  const picker = createPicker<IssueItem>();
  picker.title = title;
  picker.placeholder = vscode.l10n.t('Title, words of the description, or a code such as T-1042');
  let search = new AbortController();
  let typing: NodeJS.Timeout | undefined;
  try {
    return await new Promise<string | undefined>((resolve) => {
      const show = async (text: string): Promise<void> => {
        search.abort();
        search = new AbortController();
        const { signal } = search;
        picker.busy = true;
        try {
          const issues = await find(session, text, signal);
          if (!signal.aborted)
            picker.items = issues.filter(({ id }) => !without.has(id)).map((issue) => literalRow(itemOf(issue)));
        } catch (error) {
          if (!signal.aborted) picker.items = [literalRow(problemItem(error))];
        }
        if (!signal.aborted) picker.busy = false;
      };
      picker.onDidChangeValue((text) => {
        clearTimeout(typing);
        typing = setTimeout(() => void show(text), typingPause);
      });
      picker.onDidAccept(() => {
        const [item] = picker.selectedItems;
        if (item?.issueId !== undefined) resolve(item.issueId);
        else if (item !== undefined) void show(picker.value);
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
      void show('');
    });
  } finally {
    clearTimeout(typing);
    search.abort();
    picker.dispose();
  }
}

async function find(session: Session, text: string, signal: AbortSignal): Promise<readonly Issue[]> {
  const wanted = text.trim();
  const code = codeOf(wanted);
  const filter = wanted === '' ? {} : { search: code ?? wanted };
  const { items } = await session.api.issues.list(filter, { limit: 50, signal });
  if (code === undefined || items.some((issue) => issue.triage_id === code)) return items;
  // Search by code is not documented everywhere: then it is looked for.
  try {
    const id = await resolveIssueId(session.issues, session.api, code, signal);
    return [await session.issues.find(id, signal), ...items];
  } catch (error) {
    if (error instanceof IssueNotFoundError) return items;
    throw error;
  }
}

function itemOf(issue: Issue): IssueItem {
  return {
    label: `${printable(issue.triage_id)}  ${printable(issue.title)}`,
    description: printable(`${issue.severity} · ${issue.status}`).replaceAll('_', ' '),
    issueId: issue.id,
    // The service has searched already; the picker's own filter must not hide what it found in a description.
    alwaysShow: true,
  };
}

function problemItem(error: unknown): IssueItem {
  const label = explain(error).sentence;
  return { label, detail: vscode.l10n.t('Try again'), iconPath: new vscode.ThemeIcon('warning'), alwaysShow: true };
}

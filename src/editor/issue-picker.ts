import * as vscode from 'vscode';
import { codeOf } from '../triage/resolve-issue.ts';
import type { Session } from '../triage/session.ts';
import { printable } from '../triage/transcript.ts';

type IssueItem = vscode.QuickPickItem & { readonly issueId: string };

/** Waits this long after a key press before it asks the service, milliseconds. */
const typingPause = 200;

/**
 * A quick pick over the service's issues: the most recently active first, searched by the service while typing.
 *
 * @returns the issue's id; undefined when the picker is closed
 * @throws ServiceError when the service cannot be asked
 */
export async function pickIssue(session: Session): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick<IssueItem>();
  picker.title = vscode.l10n.t('Choose an Issue');
  picker.placeholder = vscode.l10n.t('Title, words of the description, or a code such as T-1042');
  let search = new AbortController();
  let typing: NodeJS.Timeout | undefined;
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      const show = async (text: string): Promise<void> => {
        search.abort();
        search = new AbortController();
        const { signal } = search;
        picker.busy = true;
        try {
          const items = await find(session, text, signal);
          if (!signal.aborted) picker.items = items;
        } catch (error) {
          if (!signal.aborted) reject(error);
        }
        if (!signal.aborted) picker.busy = false;
      };
      picker.onDidChangeValue((text) => {
        clearTimeout(typing);
        typing = setTimeout(() => void show(text), typingPause);
      });
      picker.onDidAccept(() => {
        if (picker.selectedItems[0] !== undefined) resolve(picker.selectedItems[0].issueId);
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

async function find(session: Session, text: string, signal: AbortSignal): Promise<IssueItem[]> {
  const wanted = text.trim();
  const filter = wanted === '' ? {} : { search: codeOf(wanted) ?? wanted };
  const { items } = await session.api.issues.list(filter, { limit: 50, signal });
  return items.map((issue) => ({
    label: `${issue.triage_id}  ${printable(issue.title)}`,
    description: `${issue.severity} · ${issue.status}`.replaceAll('_', ' '),
    issueId: issue.id,
    // The service has searched already; the picker's own filter must not hide what it found in a description.
    alwaysShow: true,
  }));
}

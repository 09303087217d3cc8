import * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { IssueNotFoundError } from '../../triage/issues/errors.ts';
import { codeOf } from '../../triage/issues/issue-code.ts';
import { resolveIssueId } from '../../triage/issues/resolve-issue.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { explain } from '../errors/explain.ts';
import { createPicker, literalRow } from './picks.ts';
import { valueWord } from '../words/service-values.ts';

/** A choice other than an issue. */
interface OtherChoice<T> {
  readonly label: string;
  readonly icon: string;
  readonly value: T;
}

export interface IssuePickerOptions<T = never> {
  readonly title?: string;
  /** IDs of issues to leave out. */
  readonly without?: ReadonlySet<string>;
  /** The ID of a call or conversation; issues known to contain it come first. */
  readonly holding?: string;
  /** Listed after the issues. */
  readonly others?: readonly OtherChoice<T>[];
}

export type IssueChoice<T> = { readonly issue: Issue } | { readonly other: T };

/** A row without a choice shows an error, and retries when accepted. */
type IssueItem<T> = vscode.QuickPickItem & { readonly choice?: IssueChoice<T> };

/** Milliseconds after a key press before the service is asked. */
const typingPauseMs = 200;

/** Issues offered before the service has answered, besides those that contain the call or conversation. */
const offeredAtOnce = 20;

/** Their number while nothing is typed and other choices follow, which should be visible without scrolling. */
const offeredBeforeOthers = 8;

/** @returns the ID of the chosen issue; undefined when the picker is closed */
export async function pickIssue(session: Session, options: IssuePickerOptions = {}): Promise<string | undefined> {
  const choice = await chooseIssue(session, options);
  return choice !== undefined && 'issue' in choice ? choice.issue.id : undefined;
}

/**
 * Shows a quick pick of issues: at once the loaded ones, most recently used first, then those that the
 * service finds while typing. A code is found whether or not the service's search knows codes, and may be
 * accepted before it is found.
 *
 * An error is a row that retries, so that what was typed stays.
 *
 * @returns what was chosen; undefined when the picker is closed
 */
export async function chooseIssue<T = never>(
  session: Session,
  options: IssuePickerOptions<T>,
): Promise<IssueChoice<T> | undefined> {
  const { title = vscode.l10n.t('Choose an Issue'), without = new Set<string>(), holding, others = [] } = options;
  const picker = createPicker<IssueItem<T>>();
  picker.title = title;
  // The box before it in a row gives the focus back late, which would close this one.
  picker.ignoreFocusOut = true;
  picker.placeholder = vscode.l10n.t('Title, description or issue code, such as T-1042');
  const held = holding === undefined ? [] : session.issues.holding(holding);
  let search = new AbortController();
  let typing: NodeJS.Timeout | undefined;
  try {
    return await new Promise<IssueChoice<T> | undefined>((resolve) => {
      /** A code accepted before it was found: its issue is taken as soon as a search finds it, a repeated one as well. */
      let accepted: string | undefined;
      let searched: string | undefined;
      const show = (issues: readonly Issue[], keepActive: boolean, problem?: unknown): void => {
        const active = keepActive ? issueOf(picker.activeItems[0]) : undefined;
        const limit = others.length > 0 && picker.value.trim() === '' ? held.length + offeredBeforeOthers : undefined;
        const rows = rowsOf(issues.slice(0, limit), held, others, problem).map(literalRow);
        picker.items = rows;
        const again = active && rows.find((row) => issueOf(row)?.id === active.id);
        if (again !== undefined) picker.activeItems = [again];
      };
      const known = (text: string): readonly Issue[] =>
        offered(session, held, text).filter(({ id }) => !without.has(id));
      const look = async (text: string): Promise<void> => {
        search.abort();
        search = new AbortController();
        const { signal } = search;
        const before = known(text);
        picker.busy = true;
        try {
          const found = (await find(session, text, signal)).filter(({ id }) => !without.has(id));
          if (signal.aborted) return;
          // Rows keep their places, since one may just be about to be accepted.
          const all = merged(before, found);
          show(all, true);
          const exact = withCode(all, accepted);
          if (exact !== undefined) resolve({ issue: exact });
          accepted = undefined;
        } catch (error) {
          if (signal.aborted) return;
          show(before, true, error);
        }
        searched = text;
        picker.busy = false;
      };
      picker.onDidChangeValue((text) => {
        clearTimeout(typing);
        search.abort();
        searched = undefined;
        accepted = undefined;
        show(known(text), false);
        typing = setTimeout(() => void look(text), typingPauseMs);
      });
      picker.onDidAccept(() => {
        const { value } = picker;
        const [item] = picker.selectedItems;
        const code = codeOf(value);
        const isUnsure = value.trim() !== '' && searched !== value;
        // A code followed by Enter means that issue, not the row that is first until it is found or its row is drawn.
        const exact = isUnsure ? withCode(known(value), code) : undefined;
        if (exact !== undefined) resolve({ issue: exact });
        else if (isUnsure && code !== undefined) accepted = code;
        else if (isUnsure && issueOf(item) === undefined) return;
        else if (item?.choice !== undefined) resolve(item.choice);
        else if (item !== undefined) void look(value);
      });
      picker.onDidHide(() => resolve(undefined));
      show(known(''), false);
      picker.show();
      void look('');
    });
  } finally {
    clearTimeout(typing);
    search.abort();
    picker.dispose();
  }
}

/** Returns the loaded issues that match a text: those that contain the call, those used last, then the most recently active. */
function offered({ issues }: Session, held: readonly Issue[], text: string): readonly Issue[] {
  const query = text.trim().toLowerCase();
  const code = codeOf(query);
  const active = issues.loaded.toSorted((a, b) => (b.last_activity_at ?? '').localeCompare(a.last_activity_at ?? ''));
  const all = merged([...held, ...issues.recent], active);
  if (query === '') return all.slice(0, held.length + offeredAtOnce);
  const matches = ({ triage_id: id, title }: Issue): boolean =>
    code === undefined ? title.toLowerCase().includes(query) : id.startsWith(code);
  const matching = all.filter(matches);
  return merged(
    matching.filter(({ triage_id: id }) => id === code),
    matching,
  ).slice(0, offeredAtOnce);
}

function withCode(issues: readonly Issue[], code: string | undefined): Issue | undefined {
  return code === undefined ? undefined : issues.find(({ triage_id: one }) => one === code);
}

function merged(first: readonly Issue[], second: readonly Issue[]): readonly Issue[] {
  return [...new Map([...first, ...second].map((issue) => [issue.id, issue])).values()];
}

async function find(session: Session, text: string, signal: AbortSignal): Promise<readonly Issue[]> {
  const query = text.trim();
  const code = codeOf(query);
  const filter = query === '' ? {} : { search: code ?? query };
  const { items } = await session.api.issues.list(filter, { limit: 50, signal });
  if (code === undefined || items.some((issue) => issue.triage_id === code)) return items;
  // Search by code is not documented everywhere, so the list is scanned.
  try {
    const id = await resolveIssueId(session.issues, session.api, code, signal);
    return [await session.issues.find(id, signal), ...items];
  } catch (error) {
    if (error instanceof IssueNotFoundError) return items;
    throw error;
  }
}

/** Puts issues that contain the call or conversation under their own heading, before the others and the other choices. */
function rowsOf<T>(
  issues: readonly Issue[],
  held: readonly Issue[],
  others: readonly OtherChoice<T>[],
  problem: unknown,
): IssueItem<T>[] {
  const isHeld = ({ id }: Issue): boolean => held.some((one) => one.id === id);
  const [first, more] = [issues.filter(isHeld), issues.filter((issue) => !isHeld(issue))];
  const heading = (label: string): IssueItem<T> => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const apart = first.length > 0 && more.length > 0;
  return [
    ...(first.length > 0 ? [heading(vscode.l10n.t('Already attached'))] : []),
    ...first.map((issue) => itemOf<T>(issue)),
    ...(apart ? [heading(vscode.l10n.t('Other issues'))] : []),
    ...more.map((issue) => itemOf<T>(issue)),
    ...(problem === undefined ? [] : [problemItem<T>(problem)]),
    ...(others.length > 0 ? [heading('')] : []),
    ...others.map(({ label, icon, value }) => ({
      label,
      iconPath: new vscode.ThemeIcon(icon),
      alwaysShow: true,
      choice: { other: value },
    })),
  ];
}

function issueOf<T>(item: IssueItem<T> | undefined): Issue | undefined {
  return item?.choice !== undefined && 'issue' in item.choice ? item.choice.issue : undefined;
}

function itemOf<T>(issue: Issue): IssueItem<T> {
  return {
    label: `${printable(issue.triage_id)}  ${printable(issue.title)}`,
    description: `${valueWord(issue.severity)} · ${valueWord(issue.status)}`,
    choice: { issue },
    // The service has searched already; the picker's filter must not hide matches in a description.
    alwaysShow: true,
  };
}

function problemItem<T>(error: unknown): IssueItem<T> {
  const label = explain(error).sentence;
  return { label, detail: vscode.l10n.t('Try again'), iconPath: new vscode.ThemeIcon('warning'), alwaysShow: true };
}

import * as vscode from 'vscode';
import { isCancelled } from '../../editor/errors/cancelled.ts';
import { explain } from '../../editor/errors/explain.ts';
import { silentCall, uiCall } from '../../editor/call.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { informWithUndo } from '../../editor/notices.ts';
import { forDisplay } from '../../editor/privacy.ts';
import type { Services } from '../../editor/services.ts';
import { maxTextLength, type TextField, textFields } from '../../shared/issue-view.ts';
import { textEdits, type TextEdits } from '../../triage/draft-kinds.ts';
import { EditConflictError } from '../../triage/issues/errors.ts';
import { sameText } from '../../triage/issues/issue-text.ts';
import { updateIssue } from '../../triage/outbox/kinds/update-issue.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { withPending } from './pending-issue.ts';
import type { IssuePort } from './port.ts';

/** Edits of title and description on a page: kept while they are written, and sent against the text they began with. */
export class PageTextEdits {
  readonly #page: IssuePort;
  readonly #services: Services;
  readonly #open = new Set<TextField>();
  /** What the open editors were sent of others' changes. */
  readonly #shownTheirs = new Map<TextField, string | null>();
  /** Fields whose text is being sent: the draft stays until it has arrived. */
  readonly #sending = new Set<TextField>();

  constructor(page: IssuePort, services: Services) {
    this.#page = page;
    this.#services = services;
  }

  async load(): Promise<void> {
    await this.#services.drafts.load(this.#place);
  }

  /** Texts with an edit that was not sent. */
  get unsent(): readonly TextField[] {
    const edits = this.#edits;
    return textFields.filter((field) => edits[field] !== undefined && !this.#sending.has(field));
  }

  begin(field: TextField): void {
    this.#open.add(field);
    this.#post(field, null);
  }

  close(field: TextField): void {
    this.#open.delete(field);
    this.#page.show();
  }

  keep(field: TextField, text: string): void {
    const base = this.#edits[field]?.base ?? this.#seen(field);
    this.#set(field, text === base ? undefined : { text, base });
  }

  discard(field: TextField): void {
    this.#open.delete(field);
    this.#set(field, undefined);
    this.#page.post({ type: 'edited', field });
    this.#page.show();
  }

  /** Keeps the user's text although somebody else has stored another, which saving replaces. */
  keepMine(field: TextField): void {
    const edit = this.#edits[field];
    if (edit === undefined) return;
    this.#set(field, { ...edit, base: this.#seen(field) });
    this.#post(field, null);
  }

  /** Brings the open editors up to date with what the service has now. */
  update(): void {
    for (const field of this.#open) if (this.#theirs(field) !== this.#shownTheirs.get(field)) this.#post(field, null);
  }

  async save(field: TextField, typed: string): Promise<void> {
    const page = this.#page;
    const { issue } = page;
    if (issue === undefined || this.#sending.has(field)) return;
    this.keep(field, typed);
    const text = field === 'title' ? typed.trim() : typed;
    const problem = problemOf(field, text);
    if (problem !== undefined) {
      this.#post(field, problem);
      return;
    }
    const before = this.#edits[field]?.base ?? this.#seen(field);
    if (sameText(text, before)) {
      this.discard(field);
      return;
    }
    this.#sending.add(field);
    this.#open.delete(field);
    const { issueId } = page.target;
    const session = page.session();
    const payload = { issueId, change: { [field]: text }, expected: { [field]: before } };
    // The page shows the new text while it waits.
    const written = makeWrite(this.#services, session, updateIssue, payload, uiCall);
    page.post({ type: 'edited', field });
    page.show();
    try {
      const result = await written;
      this.#sending.delete(field);
      if (this.#edits[field]?.text === typed) this.#set(field, undefined);
      if (isPending(result)) return;
      const code = printable(issue.triage_id);
      const { l10n } = vscode;
      const sentence = field === 'title' ? l10n.t('{0} title changed', code) : l10n.t('{0} description changed', code);
      const undo = { issueId, change: { [field]: before }, expected: { [field]: text } };
      informWithUndo(this.#services, sentence, () => makeWrite(this.#services, session, updateIssue, undo, silentCall));
    } catch (error) {
      this.#sending.delete(field);
      // What somebody else has stored is shown beside the text, which is kept.
      if (error instanceof EditConflictError) await page.refresh();
      this.#open.add(field);
      if (!isCancelled(error)) this.#post(field, explain(error).sentence);
    } finally {
      page.show();
    }
  }

  get #place() {
    const { connectionId, issueId } = this.#page.target;
    return { kind: textEdits, connectionId, issueId };
  }

  get #edits(): TextEdits {
    return this.#services.drafts.of(this.#place);
  }

  #set(field: TextField, edit: TextEdits[TextField]): void {
    this.#services.drafts.keep(this.#place, { ...this.#edits, [field]: edit });
  }

  /** The text that the user sees: the service's, with the user's own changes that wait. */
  #seen(field: TextField): string {
    const { issue } = this.#page;
    return issue === undefined ? '' : withPending(issue, this.#page.session()).issue[field];
  }

  /** What somebody else has stored since the edit began; null for nothing. */
  #theirs(field: TextField): string | null {
    const seen = this.#seen(field);
    const { text, base } = this.#edits[field] ?? { text: seen, base: seen };
    return sameText(seen, base) || sameText(seen, text) ? null : forDisplay(printable(seen));
  }

  #post(field: TextField, problem: string | null): void {
    const text = this.#edits[field]?.text ?? this.#seen(field);
    const theirs = this.#theirs(field);
    this.#shownTheirs.set(field, theirs);
    this.#page.post({ type: 'edit', edit: { field, text, theirs, problem } });
  }
}

function problemOf(field: TextField, text: string): string | undefined {
  const { l10n } = vscode;
  const longest = maxTextLength[field];
  if (field === 'title' && text === '') return l10n.t('Enter a title.');
  if (text.length <= longest) return undefined;
  return field === 'title'
    ? l10n.t('A title has at most {0} characters ({1} now).', longest, text.length)
    : l10n.t('A description has at most {0} characters ({1} now).', longest, text.length);
}

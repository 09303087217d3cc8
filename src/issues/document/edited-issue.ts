import type { Issue } from '../../api/bland/issues.ts';
import type { Services } from '../../editor/services.ts';
import { issueEdits, type IssueEdit } from '../../triage/draft-kinds.ts';
import {
  editOf,
  type IssueText,
  issueTextFields,
  readIssueText,
  writeIssueText,
} from '../../triage/issues/issue-text.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { needsDecision } from '../../triage/outbox/outbox.ts';
import { updateIssue, type UpdateIssuePayload } from '../../triage/outbox/kinds/update-issue.ts';
import { parseTime } from '../../shared/time.ts';

/** An issue that is open as a document: the service's state, and the user's edit. */
export class EditedIssue {
  readonly session: Session;
  readonly issueId: string;
  readonly #services: Services;
  #code = '';
  /** The texts that the user saw last, which an edit is compared with. */
  #seen: IssueText = { title: '', description: '' };
  #changedAt = 0;

  private constructor(services: Services, session: Session, issueId: string) {
    this.#services = services;
    this.session = session;
    this.issueId = issueId;
  }

  /** @throws ServiceError when the issue is not loaded and cannot be read */
  static async open(services: Services, session: Session, issueId: string): Promise<EditedIssue> {
    const opened = new EditedIssue(services, session, issueId);
    const issue = await opened.#newest();
    const edit = await services.drafts.load(opened.#place);
    opened.#code = issue.triage_id;
    opened.#seen = edit?.base ?? opened.#withWaiting(issue);
    opened.#changedAt = parseTime(issue.updated_at) ?? 0;
    return opened;
  }

  get code(): string {
    return this.#code;
  }

  get seen(): IssueText {
    return this.#seen;
  }

  /** The time of the last change of the service's state, in milliseconds. */
  get changedAt(): number {
    return this.#changedAt;
  }

  /** The unsent edit of this window or an earlier one. */
  get edit(): IssueEdit | null {
    return this.#services.drafts.of(this.#place);
  }

  /** Keeps the text of the editor as a draft, unless it equals the issue. */
  keep(text: string): void {
    const edited = Object.keys(editOf(this.#seen, readIssueText(text))).length > 0;
    this.#services.drafts.keep(this.#place, edited ? { text, base: this.#seen } : null);
  }

  /** Resolves when the draft is stored. */
  flush(): Promise<void> {
    return this.#services.drafts.flush();
  }

  discard(): void {
    this.#services.drafts.keep(this.#place, null);
  }

  /** Makes the editor read it again. */
  touch(): void {
    this.#changedAt = Math.max(Date.now(), this.#changedAt + 1);
  }

  /** Takes the service's state. @returns true when it differs from what the user saw */
  update(issue: Issue): boolean {
    const now = this.#withWaiting(issue);
    if (Object.keys(editOf(this.#seen, readIssueText(writeIssueText(now)))).length === 0) return false;
    this.#seen = now;
    this.touch();
    return true;
  }

  /** Fetches the service's state. Offline nothing changes: a write is checked when it is sent. */
  async refresh(): Promise<boolean> {
    const issue = await this.session.api.issues.get(this.issueId).catch(() => undefined);
    return issue !== undefined && this.update(issue);
  }

  /** Takes a sent text as the service's state. */
  markSent(text: IssueText): void {
    this.#seen = text;
    this.touch();
    this.discard();
  }

  get #place() {
    return { kind: issueEdits, connectionId: this.session.connection.id, issueId: this.issueId };
  }

  async #newest(): Promise<Issue> {
    try {
      const issue = await this.session.api.issues.get(this.issueId);
      this.session.issues.put(issue);
      return issue;
    } catch (error) {
      const loaded = this.session.issues.get(this.issueId);
      if (loaded === undefined) throw error;
      return loaded;
    }
  }

  /** Applies pending changes of the texts. */
  #withWaiting({ title, description }: Issue): IssueText {
    let text: IssueText = { title, description };
    for (const entry of this.session.outbox.entries) {
      const { kind, issueId, payload } = entry;
      if (kind !== updateIssue.name || issueId !== this.issueId || needsDecision(entry)) continue;
      const { change } = payload as UpdateIssuePayload;
      for (const field of issueTextFields) text = { ...text, [field]: change[field] ?? text[field] };
    }
    return text;
  }
}

import type { Issue } from '../../api/bland/issues.ts';
import type { IssueHostMessage } from '../../shared/issue-messages.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { IssueTarget } from './target.ts';

/** What the parts of an issue page may use of it. */
export interface IssuePort {
  readonly target: IssueTarget;
  /** The issue as the service has it; undefined until it is loaded. */
  readonly issue: Issue | undefined;
  /** @throws NoConnectionError once the connection is removed */
  session(): Session;
  post(message: IssueHostMessage): void;
  /** Says a sentence in the page, masked where personal data is. */
  say(text: string, tone: 'info' | 'warning'): void;
  /** Fetches the issue and what has happened on it again. */
  refresh(): Promise<void>;
  /** Shows what has changed. */
  show(): void;
}

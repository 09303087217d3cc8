import type { IssueChange } from '../../api/bland/issues.ts';
import { TriageError } from '../errors.ts';

/** No issue has this code or id. */
export class IssueNotFoundError extends TriageError {
  override readonly name = 'IssueNotFoundError';
  override readonly code = 'NOT_FOUND';
  readonly issue: string;

  constructor(issue: string) {
    super(`No issue ${issue} was found.`);
    this.issue = issue;
  }
}

/** The issue exists; the call, conversation or file to attach to it does not. */
export class ResourceNotFoundError extends TriageError {
  override readonly name = 'ResourceNotFoundError';
  override readonly code = 'NOT_FOUND';
  readonly resourceType: string;
  readonly resourceId: string;

  constructor(resourceType: string, resourceId: string) {
    super(`There is no ${resourceType.replaceAll('_', ' ')} ${resourceId} in the organisation.`);
    this.resourceType = resourceType;
    this.resourceId = resourceId;
  }
}

/** The issue that an error is about, in the form that the commands offered with the error take. */
export interface OnIssue {
  readonly connectionId: string;
  readonly issueId: string;
}

/** Alert bindings are not configured for the account (409 of Bind Alert). */
export class NoAlertBindingsError extends TriageError {
  override readonly name = 'NoAlertBindingsError';
  override readonly code = 'CONFLICT';
  readonly on: OnIssue;

  constructor(on: OnIssue, message: string) {
    super(message);
    this.on = on;
  }
}

/** The issue exists; the alert to bind to it does not, or is resolved (404 of Bind Alert). */
export class AlertNotFoundError extends TriageError {
  override readonly name = 'AlertNotFoundError';
  override readonly code = 'NOT_FOUND';
  readonly on: OnIssue;

  constructor(on: OnIssue) {
    super('The service has no such active alert.');
    this.on = on;
  }
}

/** Norm, which was to be answered, is not waiting for an answer on this issue. */
export class NormNotAskingError extends TriageError {
  override readonly name = 'NormNotAskingError';
  override readonly code = 'CONFLICT';
  readonly on: OnIssue;

  constructor(on: OnIssue) {
    super('Norm waits for no answer on this issue.');
    this.on = on;
  }
}

/** Somebody else changed the same fields of an issue since they were read. */
export class EditConflictError extends TriageError {
  override readonly name = 'EditConflictError';
  override readonly code = 'CONFLICT';
  readonly fields: readonly (keyof IssueChange)[];

  constructor(fields: readonly (keyof IssueChange)[]) {
    const words = fields.map((field) => field.replace(/_id$/, ''));
    super(`Somebody else has changed the ${words.join(' and the ')} meanwhile.`);
    this.fields = fields;
  }
}

/** The text would start a run of Norm, which may edit drafts of pathways, without the user's consent. */
export class NormConsentError extends TriageError {
  override readonly name = 'NormConsentError';
  override readonly code = 'INVALID_ARGUMENT';
  /** The argument with which a script consents. */
  readonly argument: 'allowNorm' | 'confirm';

  constructor(argument: 'allowNorm' | 'confirm') {
    super(`This starts a run of Norm, which may edit drafts of pathways. Give ${argument}: true to agree.`);
    this.argument = argument;
  }
}

/** The organisation has no active agent. */
export class NormInactiveError extends TriageError {
  override readonly name = 'NormInactiveError';
  override readonly code = 'NOT_SUPPORTED_BY_SERVICE';

  constructor() {
    super('The organisation has no active agent.');
  }
}

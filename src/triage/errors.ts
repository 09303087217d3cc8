import type { IssueChange } from '../api/bland/issues.ts';
import { CodedError, type ErrorCode } from '../shared/coded-error.ts';
import type { ServicePart } from './sessions/service-support.ts';
import type { NumberOwner } from './numbers/owner.ts';

/** Base of the errors that the domain finds by itself, as opposed to those of the service or the network. */
export abstract class TriageError extends CodedError {}

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

/** The SMS conversation is not attached to the issue, so a comment on the issue cannot refer to it. */
export class NotAttachedError extends TriageError {
  override readonly name = 'NotAttachedError';
  override readonly code = 'CALL_NOT_ATTACHED';
  readonly conversationId: string;

  constructor(conversationId: string) {
    super(`The SMS conversation ${conversationId} is not attached to the issue.`);
    this.conversationId = conversationId;
  }
}

/** The call's transcript has no message at this index. */
export class MessageNotFoundError extends TriageError {
  override readonly name = 'MessageNotFoundError';
  override readonly code = 'NOT_FOUND';
  readonly index: number;
  readonly count: number;

  constructor(index: number, count: number) {
    super(`The call has no message ${index}: its transcript has ${count}.`);
    this.index = index;
    this.count = count;
  }
}

/** The message at this index has another text than the one that was given. */
export class MessageMismatchError extends TriageError {
  override readonly name = 'MessageMismatchError';
  override readonly code = 'MESSAGE_MISMATCH';
  readonly index: number;

  constructor(index: number) {
    super(`Message ${index} of the call has another text than the one given.`);
    this.index = index;
  }
}

/** The call's rows are read from its `concatenated_transcript`: their indexes are not known to be the service's. */
export class ApproximateIndexError extends TriageError {
  override readonly name = 'ApproximateIndexError';
  override readonly code = 'MESSAGE_MISMATCH';
  readonly callId: string;

  constructor(callId: string) {
    super('The positions of the call’s messages are approximate, so none of them can be flagged. Flag the whole call.');
    this.callId = callId;
  }
}

/** No connection is set up, or none has this id. */
export class NoConnectionError extends TriageError {
  override readonly name = 'NoConnectionError';
  override readonly code = 'NO_CONNECTION';
  readonly connectionId: string | null;
  /** True when there is another connection to switch to. */
  readonly canSwitch: boolean;

  constructor(connectionId: string | null, canSwitch = false) {
    super(connectionId === null ? 'No connection is set up.' : `There is no connection "${connectionId}".`);
    this.connectionId = connectionId;
    this.canSwitch = canSwitch;
  }
}

/** The object to change belongs to another connection than the given one. */
export class OtherConnectionError extends TriageError {
  override readonly name = 'OtherConnectionError';
  override readonly code = 'INVALID_ARGUMENT';
  /** Label of the connection that the object belongs to. */
  readonly owner: string;
  /** Label of the connection that was given. */
  readonly given: string;

  constructor(owner: string, given: string) {
    super(`This belongs to the connection "${owner}", not to "${given}".`);
    this.owner = owner;
    this.given = given;
  }
}

/** The connection has no key, or its key was given for another address. */
export class NoKeyError extends TriageError {
  override readonly name = 'NoKeyError';
  override readonly code = 'API_KEY_REJECTED';
  readonly connectionId: string;
  /** The origin that the stored key was given for; null when there is no key. */
  readonly boundTo: string | null;

  constructor(connectionId: string, boundTo: string | null) {
    super(
      boundTo === null
        ? `The connection "${connectionId}" has no key.`
        : `The key of "${connectionId}" was given for ${boundTo}.`,
    );
    this.connectionId = connectionId;
    this.boundTo = boundTo;
  }
}

/** The argument object does not match the command's schema. */
export class InvalidArgumentError extends TriageError {
  override readonly name = 'InvalidArgumentError';
  override readonly code = 'INVALID_ARGUMENT';
  /** Path of the invalid argument, such as `messageIndex`. */
  readonly argument: string;

  constructor(argument: string, message: string) {
    super(message);
    this.argument = argument;
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

/** Somebody else changed the target of a write since it was read. */
export class ChangedMeanwhileError extends TriageError {
  override readonly name = 'ChangedMeanwhileError';
  override readonly code = 'CONFLICT';

  constructor() {
    super('Somebody else has changed this meanwhile.');
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

/** The service does not know this part of the contract. */
export class NotSupportedError extends TriageError {
  override readonly name = 'NotSupportedError';
  override readonly code = 'NOT_SUPPORTED_BY_SERVICE';
  readonly part: ServicePart;

  constructor(part: ServicePart) {
    super(`The service does not support this: ${part}.`);
    this.part = part;
  }
}

/** Where the dashboard of this connection's service is, is not known: `dashboardUrl` says it. */
export class NoDashboardError extends TriageError {
  override readonly name = 'NoDashboardError';
  override readonly code = 'NOT_SUPPORTED_BY_SERVICE';
  /** Label of the connection. */
  readonly connection: string;
  /** What was to be opened, in the form that commands take. */
  readonly target: object;

  constructor(connection: string, target: object) {
    super(`The dashboard of "${connection}" is not known; dashboardUrl in its settings names it.`);
    this.connection = connection;
    this.target = target;
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

/** Others answer the numbers; nothing was sent. Scripts move them with `move: true`. */
export class NumbersTakenError extends TriageError {
  override readonly name = 'NumbersTakenError';
  override readonly code = 'NUMBERS_TAKEN';
  readonly numbers: readonly { readonly number: string; readonly owner: NumberOwner }[];

  constructor(numbers: readonly { readonly number: string; readonly owner: NumberOwner }[]) {
    const list = numbers.map(({ number, owner }) => `${number} (${owner.name})`).join(', ');
    super(`Nothing was changed, because others answer these numbers: ${list}.`);
    this.numbers = numbers;
  }
}

/** The numbers may be an agent's, since not all agents can be read; nothing was sent. */
export class OwnerUnknownError extends TriageError {
  override readonly name = 'OwnerUnknownError';
  override readonly code = 'CONFLICT';
  readonly numbers: readonly string[];

  constructor(numbers: readonly string[]) {
    super(`Nothing was detached: an agent that cannot be read may answer these numbers: ${numbers.join(', ')}.`);
    this.numbers = numbers;
  }
}

/** The service refused numbers that do not belong to the account. */
export class NumbersNotOwnedError extends TriageError {
  override readonly name = 'NumbersNotOwnedError';
  override readonly code = 'NUMBERS_NOT_OWNED';
  /** Those missing from the account's own list; empty when none is. */
  readonly numbers: readonly string[];

  constructor(numbers: readonly string[]) {
    super(
      numbers.length === 0
        ? 'The service says that some of the numbers are not the account’s. Nothing was attached.'
        : `Nothing was attached, because these are not numbers of the account: ${numbers.join(', ')}.`,
    );
    this.numbers = numbers;
  }
}

/** The target file exists. Scripts replace it with `overwrite: true`. */
export class FileExistsError extends TriageError {
  override readonly name = 'FileExistsError';
  override readonly code = 'CONFLICT';

  constructor(file: string) {
    super(`There is a file ${file} already. Give overwrite: true to replace it.`);
  }
}

/** The text exceeds the clipboard limit. */
export class ClipboardLimitError extends TriageError {
  override readonly name = 'ClipboardLimitError';
  override readonly code = 'INVALID_ARGUMENT';
  readonly characters: number;

  constructor(characters: number, limit: number) {
    super(`The text has ${characters} characters; the clipboard gets ${limit} at most. Export it to a file.`);
    this.characters = characters;
  }
}

/** An evaluation set has one line per flag, and nothing is flagged. */
export class NothingFlaggedError extends TriageError {
  override readonly name = 'NothingFlaggedError';
  override readonly code = 'NOT_FOUND';
  /** Arguments of `exportEvidence`, to offer another format. */
  readonly about: {
    readonly connectionId: string;
    readonly issueId?: string | undefined;
    readonly callId?: string | undefined;
  };

  constructor(about: NothingFlaggedError['about']) {
    super('Nothing is flagged here, and an evaluation set has one line for each flag.');
    this.about = about;
  }
}

/** There is no Talkdesk connection, or none of several was chosen. */
export class NoTalkdeskError extends TriageError {
  override readonly name = 'NoTalkdeskError';
  override readonly code = 'NO_CONNECTION';
  /** Ids of the Talkdesk connections. */
  readonly choices: readonly string[];

  constructor(choices: readonly string[]) {
    super(
      choices.length === 0
        ? 'There is no Talkdesk connection.'
        : `Give connectionId, one of ${choices.join(', ')}: several Talkdesk connections are set up.`,
    );
    this.choices = choices;
  }
}

/** The replacement of an edited flag is stored, but the service refused to remove the old flag. */
export class OldFlagStaysError extends TriageError {
  override readonly name = 'OldFlagStaysError';
  override readonly code = 'CONFLICT';
  readonly newFlagId: string;
  readonly reason: string;

  constructor(newFlagId: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The new flag is stored (${newFlagId}), but the old one could not be removed: ${reason}`);
    this.newFlagId = newFlagId;
    this.reason = reason;
  }
}

/** The answer to the first attempt was lost and the second was refused: the attachment was probably created. */
export class AttachmentUnclearError extends TriageError {
  override readonly name = 'AttachmentUnclearError';
  override readonly code = 'CONFLICT';
  readonly attachment: string;

  constructor(attachment: string) {
    super(
      `“${attachment}” was probably made, but the answer with its id was lost and cannot be asked for. Discard this, or make it again under another name.`,
    );
    this.attachment = attachment;
  }
}

/**
 * Reason why a person has to decide about a write. `twice`: two attempts were ambiguous, and neither is found. `unclear`: the
 * service has something similar. `surplus`: it was stored twice. `account`: made with another API key. `expired`: not sent
 * for a week.
 */
export type DoubtReason = 'twice' | 'unclear' | 'surplus' | 'account' | 'expired';

/** A write that may have been stored, or that must not be sent before a person decides. */
export class DoubtError extends TriageError {
  override readonly name = 'DoubtError';
  override readonly code = 'CONFLICT';
  readonly reason: DoubtReason;

  constructor(reason: DoubtReason) {
    super(`A person has to decide about this change (${reason}).`);
    this.reason = reason;
  }

  /** False when the write was certainly not sent. */
  get mayBeStored(): boolean {
    return this.reason !== 'account' && this.reason !== 'expired';
  }
}

/** True for an error that only reports a duplicate: sending it again would store it a third time. */
export function isSurplus(error: unknown): boolean {
  return error instanceof DoubtError && error.reason === 'surplus';
}

/** A recording on a site that was not agreed to. */
export class RemoteRecordingError extends TriageError {
  override readonly name = 'RemoteRecordingError';
  override readonly code = 'FORBIDDEN';
  readonly host: string;

  constructor(host: string) {
    super(`The recording is at ${host}, which has not been agreed to.`);
    this.host = host;
  }
}

/** The service did not name the organisation, without which its members cannot be listed. */
export class OrganisationUnknownError extends TriageError {
  override readonly name = 'OrganisationUnknownError';
  override readonly code = 'NOT_SUPPORTED_BY_SERVICE';
}

/** No file of the workspace has this node. */
export class NodeNotFoundError extends TriageError {
  override readonly name = 'NodeNotFoundError';
  override readonly code = 'NODE_NOT_FOUND';
  /** Its name, or its ID. */
  readonly node: string;
  /** Files that were not searched. */
  readonly leftOut: number;

  constructor(node: string, leftOut: number) {
    super(`No file of the workspace has the node ${node}.`);
    this.node = node;
    this.leftOut = leftOut;
  }
}

/** An error of an earlier run, of which only code and message were recorded. */
export class RecordedError extends TriageError {
  override readonly name = 'RecordedError';
  override readonly code: ErrorCode;

  constructor(message: string, code: ErrorCode) {
    super(message);
    this.code = code;
  }
}

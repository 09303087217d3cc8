import type { IssueChange } from '../api/bland/issues.ts';

/** What the user or a script asked for cannot be done, found out before anything was sent. */
export class TriageError extends Error {
  override readonly name: string = 'TriageError';
}

/** No issue has this code or id. */
export class IssueNotFoundError extends TriageError {
  override readonly name = 'IssueNotFoundError';
  readonly issue: string;

  constructor(issue: string) {
    super(`No issue ${issue} was found.`);
    this.issue = issue;
  }
}

/** The issue is there, what was to be attached to it is not. To scripts it is what the service's 404 is. */
export class ResourceNotFoundError extends TriageError {
  override readonly name = 'NotFoundError';
  readonly resourceType: string;
  readonly resourceId: string;

  constructor(resourceType: string, resourceId: string) {
    super(`There is no ${resourceType.replaceAll('_', ' ')} ${resourceId} in the organisation.`);
    this.resourceType = resourceType;
    this.resourceId = resourceId;
  }
}

/** An issue, as a command takes it: what an error is about that leads on from there. */
export interface OnIssue {
  readonly connectionId: string;
  readonly issueId: string;
}

/** The account has no alert bindings (409 of Bind Alert). To scripts it is what the service's 409 is. */
export class NoAlertBindingsError extends TriageError {
  override readonly name = 'ConflictError';
  readonly on: OnIssue;

  constructor(on: OnIssue, message: string) {
    super(message);
    this.on = on;
  }
}

/** The issue is there, the alert that was to be bound to it is not, or is resolved. To scripts a 404 like any other. */
export class AlertNotFoundError extends TriageError {
  override readonly name = 'NotFoundError';
  readonly on: OnIssue;

  constructor(on: OnIssue) {
    super('The service has no such active alert.');
    this.on = on;
  }
}

/** Norm was to be answered, and has not asked. */
export class NormNotAskingError extends TriageError {
  override readonly name = 'NormNotAskingError';
  readonly on: OnIssue;

  constructor(on: OnIssue) {
    super('Norm waits for no answer on this issue.');
    this.on = on;
  }
}

/** The SMS conversation is not on the issue, so nothing on the issue can refer to it. */
export class NotAttachedError extends TriageError {
  override readonly name = 'NotAttachedError';
  readonly conversationId: string;

  constructor(conversationId: string) {
    super(`The SMS conversation ${conversationId} is not attached to the issue.`);
    this.conversationId = conversationId;
  }
}

/** The call's transcript has no message at this index. */
export class MessageNotFoundError extends TriageError {
  override readonly name = 'MessageNotFoundError';
  readonly index: number;
  readonly count: number;

  constructor(index: number, count: number) {
    super(`The call has no message ${index}: its transcript has ${count}.`);
    this.index = index;
    this.count = count;
  }
}

/** The message at this index reads otherwise than the text that was given for it. */
export class MessageMismatchError extends TriageError {
  override readonly name = 'MessageMismatchError';
  readonly index: number;

  constructor(index: number) {
    super(`Message ${index} of the call has another text than the one given.`);
    this.index = index;
  }
}

/** No connection to use: none is set up, or none has this id. */
export class NoConnectionError extends TriageError {
  override readonly name = 'NoConnectionError';
  readonly connectionId: string | null;

  /** Whether there is another connection to switch to. */
  readonly canSwitch: boolean;

  constructor(connectionId: string | null, canSwitch = false) {
    super(connectionId === null ? 'No connection is set up.' : `There is no connection "${connectionId}".`);
    this.connectionId = connectionId;
    this.canSwitch = canSwitch;
  }
}

/** What was to be changed belongs to another connection than the one it was to be changed on. */
export class OtherConnectionError extends TriageError {
  override readonly name = 'OtherConnectionError';
  /** The label of the connection that it belongs to. */
  readonly owner: string;
  /** The label of the connection that it was given to. */
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
  readonly connectionId: string;
  /** The origin that the stored key belongs to, when that is what differs. */
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

/** A command's argument object is not what the command takes. */
export class InvalidArgumentError extends TriageError {
  override readonly name = 'InvalidArgumentError';
  /** The argument at fault, as a path: `messageIndex`. */
  readonly argument: string;

  constructor(argument: string, message: string) {
    super(message);
    this.argument = argument;
  }
}

/** Somebody else has changed the same fields of an issue since they were read. */
export class EditConflictError extends TriageError {
  override readonly name = 'EditConflictError';
  readonly fields: readonly (keyof IssueChange)[];

  constructor(fields: readonly (keyof IssueChange)[]) {
    const words = fields.map((field) => field.replace(/_id$/, ''));
    super(`Somebody else has changed the ${words.join(' and the ')} meanwhile.`);
    this.fields = fields;
  }
}

/** Somebody else has changed what a write would change, since it was read. */
export class ChangedMeanwhileError extends TriageError {
  override readonly name = 'ChangedMeanwhileError';

  constructor() {
    super('Somebody else has changed this meanwhile.');
  }
}

/** It would start a run of Norm that may edit drafts of pathways, and nobody has agreed to that. */
export class NormConsentError extends TriageError {
  override readonly name = 'NormConsentError';
  /** The argument by which a script agrees. */
  readonly argument: 'allowNorm' | 'confirm';

  constructor(argument: 'allowNorm' | 'confirm') {
    super(`This starts a run of Norm, which may edit drafts of pathways. Give ${argument}: true to agree.`);
    this.argument = argument;
  }
}

/** The organisation has no active agent to ask. */
export class NormInactiveError extends TriageError {
  override readonly name = 'NormInactiveError';

  constructor() {
    super('The organisation has no active agent.');
  }
}

/** Numbers that answer for another persona than was said: nothing was sent. A script gives `move: true` to take them. */
export class NumbersTakenError extends TriageError {
  override readonly name = 'NumbersTakenError';
  readonly numbers: readonly { readonly number: string; readonly persona: string }[];

  constructor(numbers: readonly { readonly number: string; readonly persona: string }[]) {
    const list = numbers.map(({ number, persona }) => `${number} (${persona})`).join(', ');
    super(`Nothing was changed, because these numbers answer for another persona: ${list}.`);
    this.numbers = numbers;
  }
}

/** The service refused numbers as not the account's. */
export class NumbersNotOwnedError extends TriageError {
  override readonly name = 'NumbersNotOwnedError';
  /** Those that are not in the account's list; empty when all are, and the service knows better. */
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

/** There is a file where one was to be written. A script gives `overwrite: true` to replace it. */
export class FileExistsError extends TriageError {
  override readonly name = 'FileExistsError';

  constructor(file: string) {
    super(`There is a file ${file} already. Give overwrite: true to replace it.`);
  }
}

/** A text is larger than what is put on the clipboard. */
export class ClipboardLimitError extends TriageError {
  override readonly name = 'ClipboardLimitError';
  readonly characters: number;

  constructor(characters: number, limit: number) {
    super(`The text has ${characters} characters; the clipboard gets ${limit} at most. Export it to a file.`);
    this.characters = characters;
  }
}

/** No message is flagged, and one line per flag was asked for. */
export class NothingFlaggedError extends TriageError {
  override readonly name = 'NothingFlaggedError';
  /** What `exportEvidence` was asked for, for another format of it. */
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

/** Attachments need a Talkdesk connection: there is none, or none of several is chosen. */
export class NoTalkdeskError extends TriageError {
  override readonly name = 'NoTalkdeskError';
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

/** An edited flag is stored as a new one, and the service refused to take the old one off. */
export class OldFlagStaysError extends TriageError {
  override readonly name = 'OldFlagStaysError';
  readonly newFlagId: string;
  readonly reason: string;

  constructor(newFlagId: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The new flag is stored (${newFlagId}), but the old one could not be removed: ${reason}`);
    this.newFlagId = newFlagId;
    this.reason = reason;
  }
}

/** The answer to a first attempt was lost, and a second one is refused: the attachment was probably made. */
export class AttachmentUnclearError extends TriageError {
  override readonly name = 'AttachmentUnclearError';
  readonly attachment: string;

  constructor(attachment: string) {
    super(
      `“${attachment}” was probably made, but the answer with its id was lost and cannot be asked for. Discard this, or make it again under another name.`,
    );
    this.attachment = attachment;
  }
}

/**
 * Why only a person can tell what becomes of a write. `twice`: two attempts may have been done, and neither is found.
 * `unclear`: something at its place may be it. `surplus`: it was stored twice. `account`: the API key is another one since.
 * `expired`: it waited for a week.
 */
export type DoubtReason = 'twice' | 'unclear' | 'surplus' | 'account' | 'expired';

/** A write that may have been stored, or that must not be sent without a person's word. */
export class DoubtError extends TriageError {
  override readonly name = 'DoubtError';
  readonly reason: DoubtReason;

  constructor(reason: DoubtReason) {
    super(`A person has to decide about this change (${reason}).`);
    this.reason = reason;
  }

  /** Whether the service may have it; else it was certainly not sent. */
  get mayBeStored(): boolean {
    return this.reason !== 'account' && this.reason !== 'expired';
  }
}

/** Whether this only reports that a write was stored twice: sent again, it would be there a third time. */
export function isSurplus(error: unknown): boolean {
  return error instanceof DoubtError && error.reason === 'surplus';
}

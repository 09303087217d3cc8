import { TriageError } from '../errors.ts';

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

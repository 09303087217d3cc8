import { TriageError } from '../errors.ts';

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

import { TriageError } from '../errors.ts';

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

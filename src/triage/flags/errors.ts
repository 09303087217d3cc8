import { TriageError } from '../errors.ts';

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

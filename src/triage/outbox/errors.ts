import type { ErrorCode } from '../../shared/coded-error.ts';
import { TriageError } from '../errors.ts';

/** Somebody else changed the target of a write since it was read. */
export class ChangedMeanwhileError extends TriageError {
  override readonly name = 'ChangedMeanwhileError';
  override readonly code = 'CONFLICT';

  constructor() {
    super('Somebody else has changed this meanwhile.');
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

/** An error of an earlier run, of which only code and message were recorded. */
export class RecordedError extends TriageError {
  override readonly name = 'RecordedError';
  override readonly code: ErrorCode;

  constructor(message: string, code: ErrorCode) {
    super(message);
    this.code = code;
  }
}

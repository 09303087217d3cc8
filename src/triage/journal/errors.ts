import { TriageError } from '../errors.ts';
import { errorCode } from '../files.ts';

/**
 * Why something could not be recorded. `lost`: another window has taken this one's journal over meanwhile. `deleted`: it
 * was recorded, and then somebody deleted the file.
 */
export type JournalFault = 'full' | 'denied' | 'lost' | 'deleted' | 'too-large' | 'other';

/** A write could not be recorded on this machine, so it was not sent. Its text is kept in memory. */
export class JournalError extends TriageError {
  override readonly name = 'JournalError';
  readonly fault: JournalFault;
  /** The system's code, such as `ENOSPC`; null when the system had no part in it. */
  readonly code: string | null;

  constructor(fault: JournalFault, code: string | null = null) {
    super(`The write could not be recorded on this machine (${code ?? fault}).`);
    this.fault = fault;
    this.code = code;
  }
}

const faults: Readonly<Record<string, JournalFault>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
};

/** What the system threw, as an error of ours. */
export function journalError(error: unknown): JournalError {
  if (error instanceof JournalError) return error;
  const code = errorCode(error) ?? null;
  return new JournalError((code === null ? undefined : faults[code]) ?? 'other', code);
}

import { CodedError } from '../shared/coded-error.ts';

/**
 * `newer`: a newer version of the extension has written the database. `unsupported`: the editor's Node has no SQLite. `busy`:
 * another process holds the database for longer than the timeout.
 */
export type StorageFault = 'full' | 'denied' | 'busy' | 'damaged' | 'newer' | 'closed' | 'unsupported' | 'other';

/** The database could not be written or read. */
export class StorageError extends CodedError {
  override readonly name = 'StorageError';
  override readonly code = 'STORAGE';
  readonly fault: StorageFault;
  /** SQLite's result code, such as 13 for a full disk, or the system's, such as `EACCES`; null without either. */
  override readonly cause: number | string | null;

  constructor(fault: StorageFault, cause: number | string | null = null) {
    super(`The change could not be stored on this machine (${cause ?? fault}).`);
    this.fault = fault;
    this.cause = cause;
  }
}

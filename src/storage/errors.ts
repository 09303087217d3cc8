/**
 * Why something could not be stored. `newer`: a newer version of the extension has written the database. `unsupported`: this
 * editor's Node has no SQLite. `busy`: another process holds the database for longer than is waited for.
 */
export type StorageFault = 'full' | 'denied' | 'busy' | 'damaged' | 'newer' | 'closed' | 'unsupported' | 'other';

/** Something could not be stored on, or read from, this machine's disk. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code = 'STORAGE';
  readonly fault: StorageFault;
  /** SQLite's result code, such as 13 for a full disk, or the system's code, such as `EACCES`; null when neither had a part. */
  override readonly cause: number | string | null;

  constructor(fault: StorageFault, cause: number | string | null = null) {
    super(`The change could not be stored on this machine (${cause ?? fault}).`);
    this.fault = fault;
    this.cause = cause;
  }
}

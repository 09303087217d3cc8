import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import type * as Sqlite from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { StorageError, type StorageFault } from './errors.ts';

/** Opens a file by Node's own SQLite, which is asked for only now: this code loads in an editor without it. */
export function openSqlite(file: string | URL): Sqlite.DatabaseSync {
  const sqlite = process.getBuiltinModule('node:sqlite') as typeof Sqlite | undefined;
  if (sqlite === undefined) throw new StorageError('unsupported');
  return new sqlite.DatabaseSync(file);
}

/** Extended result code of SQLite; 0 for an error of something else. */
export function resultCode(error: unknown): number {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : 0;
  return typeof code === 'number' ? code : 0;
}

/** Makes a file, and its folder, that only this user can read. An existing file is not opened: that would drop its locks. */
export function createPrivately(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Locks an existing lock file until the returned connection is closed, or its process ends. The journal stays in memory: a file
 * of one would outlive its process.
 *
 * @returns null when the file was removed meanwhile, so that the lock is worth nothing
 * @throws what SQLite says when the file is locked (5) or cannot be opened (14)
 */
export function lockFile(file: string): Sqlite.DatabaseSync | null {
  const url = pathToFileURL(file);
  url.search = '?mode=rw';
  const lock = openSqlite(url);
  try {
    lock.exec('PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE');
    if (existsSync(file)) return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
  lock.close();
  return null;
}

const system: Readonly<Record<string, StorageFault>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
};
const primary: Readonly<Record<number, StorageFault>> = {
  5: 'busy',
  6: 'busy',
  11: 'damaged',
  13: 'full',
  26: 'damaged',
};
/** Results of a file or folder that cannot be written, and of much else: `access` tells. */
const denials = [8, 14, 776, 1544, 2570];

export function storageError(error: unknown, file: string): StorageError {
  if (error instanceof StorageError) return error;
  const code = resultCode(error);
  if (code === 0) {
    const { code: cause } = error as NodeJS.ErrnoException;
    return new StorageError(system[cause ?? ''] ?? 'other', cause ?? null);
  }
  const fault = primary[code & 255] ?? (denials.includes(code) && !isWritable(file) ? 'denied' : 'other');
  return new StorageError(fault, code);
}

/** Whether a file, and its folder, can be written. */
export function isWritable(file: string): boolean {
  try {
    for (const one of [path.dirname(file), file]) accessSync(one, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

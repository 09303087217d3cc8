import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import type * as Sqlite from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { StorageError, type StorageFault } from './errors.ts';

/** Opens a file with Node's SQLite, loaded on first use: an editor's Node may lack it. */
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

/** Creates a file, and its folder, readable by this user only. An existing file is not opened: closing it would drop its locks. */
export function createPrivately(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Locks an existing file until the returned connection is closed or its process ends. The journal is in memory: a journal file
 * would outlive the process.
 *
 * @returns null when the file was removed meanwhile, which makes the lock worthless
 * @throws SQLite's error when the file is locked (5) or cannot be opened (14)
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

const faultsOfSystem: Readonly<Record<string, StorageFault>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
};
const faultsOfSqlite: Readonly<Record<number, StorageFault>> = {
  5: 'busy',
  6: 'busy',
  11: 'damaged',
  13: 'full',
  26: 'damaged',
};
/** Result codes of a file or folder without write access, among other causes: confirmed by `access`. */
const possibleDenials = [8, 14, 776, 1544, 2570];

export function storageError(error: unknown, file: string): StorageError {
  if (error instanceof StorageError) return error;
  const code = resultCode(error);
  if (code === 0) {
    const { code: cause } = error as NodeJS.ErrnoException;
    return new StorageError(faultsOfSystem[cause ?? ''] ?? 'other', cause ?? null);
  }
  const fault =
    faultsOfSqlite[code & 255] ?? (possibleDenials.includes(code) && !isWritable(file) ? 'denied' : 'other');
  return new StorageError(fault, code);
}

/** True when a file and its folder can be written. */
export function isWritable(file: string): boolean {
  try {
    for (const one of [path.dirname(file), file]) accessSync(one, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

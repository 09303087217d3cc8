// Windows on one database: each opens the same file, with a thread of its own.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { buildStorage } from './storage-process.ts';

let built: ReturnType<typeof buildStorage> | undefined;
afterAll(async () => {
  if (built !== undefined) await rm((await built).directory, { recursive: true, force: true });
});

/** The built program of the database's thread. */
export async function databaseScript(): Promise<string> {
  built ??= buildStorage();
  return (await built).worker;
}

/** One more window on the database in a folder, closed when the test ends. */
export async function openWindowOn(folder: string): Promise<Database> {
  const database = openDatabase({ file: path.join(folder, 'call-triage.db'), script: await databaseScript() });
  onTestFinished(() => database.close());
  return database;
}

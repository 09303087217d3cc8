// The database of the window under test, opened beside it as another window would.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Workbench } from './workbench.ts';

/** Runs something on the database; undefined while there is none. */
export function inDatabase<T>({ editor }: Workbench, use: (database: DatabaseSync) => T): T | undefined {
  const storage = path.join(editor.userDataDir, 'User', 'globalStorage', 'call-triage.call-triage');
  const file = path.join(storage, 'call-triage.db');
  if (!existsSync(file)) return undefined;
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout=10000');
    return use(database);
  } finally {
    database.close();
  }
}

import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from './database.ts';

/** Returns how many writes are not settled, of all windows. @throws StorageError */
export async function countWrites(database: Database): Promise<number> {
  const [row] = await database.read('SELECT count(*) AS count FROM writes');
  return Number(row?.['count']);
}

/**
 * Deletes everything that is remembered, also what was set aside as damaged. The list of owners stays: processes that run
 * go on owning what they make. So do, for a week, the random ids of the writes: no window that has one in memory stores it again.
 *
 * @throws StorageError when nothing is deleted
 */
export async function deleteAll(database: Database, file: string): Promise<void> {
  const wipe = (table: string) => ({ sql: `DELETE FROM ${table}` });
  const given = `INSERT INTO made (connection, object, at) SELECT '', id, ? FROM writes`;
  await database.write(
    wipe('made'),
    { sql: given, params: [Date.now()] },
    ...['writes', 'accounts', 'kept'].map((table) => wipe(table)),
  );
  const folder = path.dirname(file);
  const setAside = (await readdir(folder)).filter((name) => name.startsWith(`${path.basename(file)}.damaged-`));
  await Promise.all(setAside.map((name) => rm(path.join(folder, name), { force: true })));
}

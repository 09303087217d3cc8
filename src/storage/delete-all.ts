import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from './database.ts';

/** Returns the number of unsettled writes of all windows. @throws StorageError */
export async function countWrites(database: Database): Promise<number> {
  const [row] = await database.read('SELECT count(*) AS count FROM writes');
  return Number(row?.['count']);
}

/**
 * Deletes all rows but the owners, since running windows go on owning what they make, and all databases set aside as damaged.
 * The ids of deleted writes are kept in `made` for a week, so that no window stores one again that it has in memory.
 *
 * @throws StorageError when nothing is deleted
 */
export async function deleteAll(database: Database, file: string): Promise<void> {
  const wipe = (table: string) => ({ sql: `DELETE FROM ${table}` });
  const keepIds = `INSERT INTO made (connection, object, at) SELECT '', id, ? FROM writes`;
  await database.write(
    wipe('made'),
    { sql: keepIds, params: [Date.now()] },
    ...['writes', 'accounts', 'kept', 'calls'].map((table) => wipe(table)),
  );
  const folder = path.dirname(file);
  const setAside = (await readdir(folder)).filter((name) => name.startsWith(`${path.basename(file)}.damaged-`));
  await Promise.all(setAside.map((name) => rm(path.join(folder, name), { force: true })));
}

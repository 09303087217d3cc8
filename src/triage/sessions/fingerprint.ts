import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { Database } from '../../storage/database.ts';
import { KeyValueStore } from '../key-value-store.ts';

const saltSchema = z.string().check(z.minLength(32));

/**
 * Returns a hash that identifies a key on this machine without storing the key. Its salt is random and stored in the
 * database.
 *
 * @throws StorageError
 */
export async function fingerprint(database: Database, key: string): Promise<string> {
  const salts = new KeyValueStore(database, 'salt', saltSchema);
  if ((await salts.get('salt')) === undefined) await salts.add('salt', randomBytes(32).toString('hex'));
  const salt = (await salts.get('salt')) ?? '';
  return createHmac('sha256', salt).update(key).digest('hex').slice(0, 32);
}

import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { Database } from '../../storage/database.ts';
import { KeyValueStore } from '../key-value-store.ts';

const saltSchema = z.string().check(z.minLength(32));

/**
 * Returns what tells one key from another on this machine: a keyed hash, whose salt is random and stands in the database.
 * Of a key that has to be kept nowhere, nothing else is remembered.
 *
 * @throws StorageError
 */
export async function fingerprint(database: Database, key: string): Promise<string> {
  const salts = new KeyValueStore(database, 'salt', saltSchema);
  if ((await salts.get('salt')) === undefined) await salts.add('salt', randomBytes(32).toString('hex'));
  const salt = (await salts.get('salt')) ?? '';
  return createHmac('sha256', salt).update(key).digest('hex').slice(0, 32);
}

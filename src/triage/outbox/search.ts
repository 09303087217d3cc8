import type { OutboxContext } from './context.ts';
import { type OutboxRecord, rowOf } from './entry.ts';
import type { AnyCreation, SearchResult } from './kind.ts';
import type { Knowledge } from './recognise.ts';

/**
 * Reads the place where an entry makes its object, and the facts by which that is recognised.
 *
 * @throws ServiceError, StorageError
 */
export async function search<Api, LocalStores>(
  { connection, readOnlyApi, rows, stop }: OutboxContext<Api, LocalStores>,
  record: OutboxRecord<Api, LocalStores>,
  step: AnyCreation<Api, LocalStores>,
): Promise<{ readonly result: SearchResult<unknown, unknown>; readonly knowledge: Knowledge }> {
  const baseline = new Set(Array.isArray(record.baseline) ? (record.baseline as string[]) : []);
  const result = await step.find(readOnlyApi, baseline, stop);
  // In this order: a write that is settled between the two reads is then among what was made.
  const otherAmbiguous = await rows.otherAmbiguousAttempts(rowOf(record, connection));
  const made = await rows.made.among(connection, result.ids);
  const { me, isShared } = await rows.accounts.get(connection, record.account ?? '');
  return { result, knowledge: { baseline, made, me, isShared, otherAmbiguous } };
}

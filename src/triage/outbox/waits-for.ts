import { StorageError } from '../../storage/errors.ts';
import { type Entry, isSettled } from './entry.ts';
import type { OutboxStatus } from './pace.ts';

/** What keeps a write from being sent for now. */
export type WaitsFor = 'service' | 'key';

/** What an entry waits for before it can be sent; null when nothing keeps it. */
export function waitOf(entry: Entry | undefined, status: OutboxStatus): WaitsFor | null {
  if (entry === undefined || isSettled(entry)) return null;
  const { unreachable, pausedUntil, needsKey } = status;
  if (needsKey !== undefined) return 'key';
  const failed = entry.state !== 'sending' && (entry.error ?? null) !== null && !(entry.error instanceof StorageError);
  return failed || unreachable || pausedUntil !== null ? 'service' : null;
}

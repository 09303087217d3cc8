import { StorageError } from '../../storage/errors.ts';
import { type Entry, isSettled } from './entry.ts';
import type { OutboxStatus } from './write-scheduler.ts';

/** Reasons for which a write cannot be sent yet. */
export type WaitReason = 'service' | 'key';

/** Returns what an entry waits for; null when nothing keeps it from being sent. */
export function waitReason(entry: Entry | undefined, status: OutboxStatus): WaitReason | null {
  if (entry === undefined || isSettled(entry)) return null;
  const { unreachable, pausedUntil, needsKey } = status;
  if (needsKey !== undefined) return 'key';
  const hasFailed =
    entry.state !== 'sending' && (entry.error ?? null) !== null && !(entry.error instanceof StorageError);
  return hasFailed || unreachable || pausedUntil !== null ? 'service' : null;
}

import type { CallSummary } from '../../api/bland/calls.ts';
import { isoTime } from '../../shared/time.ts';

/** Start of a call: when it was answered, else when it was made. ISO 8601 in UTC; null when the service says neither readably. */
export function startTimeOf({
  started_at: started,
  created_at: created,
}: Pick<CallSummary, 'started_at' | 'created_at'>): string | null {
  return isoTime(started) ?? isoTime(created);
}

/** Returns the duration of a call, seconds; null when the service does not say. */
export function secondsOf({ call_length: minutes }: CallSummary): number | null {
  return minutes === null || minutes < 0 ? null : minutes * 60;
}

/** The number of the person: who called an inbound call, who was called by an outbound one. */
export function personOf({ inbound, from, to }: CallSummary): string | null {
  return inbound === true ? (from ?? to) : (to ?? from);
}

/** Outcome of a call, as icons show it. */
export type CallOutcome = 'running' | 'failed' | 'voicemail' | 'ended';

export function outcomeOf({
  completed,
  status,
  answered_by: answered,
  error_message: error,
}: CallSummary): CallOutcome {
  const failed = ['failed', 'busy', 'no-answer', 'canceled'].includes(status ?? '') || (error ?? '') !== '';
  if (failed || answered === 'no-answer') return 'failed';
  if (completed === false) return 'running';
  return answered === 'voicemail' || answered === 'machine' ? 'voicemail' : 'ended';
}

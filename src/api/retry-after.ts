import { parseHttpDate } from '../shared/time.ts';

const days = '(?:mon|tue|wed|thu|fri|sat|sun)';
const httpDate = new RegExp(`^${days}[a-z]*,? `, 'i');

/**
 * Reads `Retry-After` (RFC 9110, 10.2.3): seconds, or one of the three forms of an HTTP date.
 *
 * @param nowMs the clock, milliseconds since the epoch; dates are measured against it
 * @returns milliseconds to wait, from 1 s, also for a date in the past, to 15 minutes; null when there is no header or it cannot be read
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return within(Number(text) * 1000);
  if (!httpDate.test(text)) return null;
  const time = parseHttpDate(text);
  return time === null ? null : within(time - nowMs);
}

function within(ms: number): number {
  return Math.ceil(Math.min(Math.max(ms, 1_000), 15 * 60_000));
}

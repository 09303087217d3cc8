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

/** Part of an error that decides on a retry of a read. Writes are never repeated here: only the outbox can tell if one was done. */
export type Failure =
  | { readonly kind: 'network' | 'timeout' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterMs: number | null };

export interface RetryOptions {
  /** Attempts in all, the first included. */
  readonly maxAttempts: number;
  /** The first wait's ceiling, milliseconds; it doubles with each attempt. */
  readonly baseMs: number;
  /** The highest ceiling, milliseconds. */
  readonly capMs: number;
  /** No attempt begins later than this after the first, milliseconds. */
  readonly budgetMs: number;
}

export const defaultRetry: RetryOptions = { maxAttempts: 4, baseMs: 300, capMs: 5_000, budgetMs: 20_000 };

export interface RetryQuestion {
  /** Number of attempts, at least 1. */
  readonly attempt: number;
  readonly failure: Failure;
  /** Since the first attempt began, milliseconds. */
  readonly elapsedMs: number;
  readonly budgetMs: number;
  /** From 0 (included) to 1 (excluded). */
  readonly random: number;
  readonly options?: Partial<Omit<RetryOptions, 'budgetMs'>>;
}

export type RetryDecision = { readonly retry: false } | { readonly retry: true; readonly delayMs: number };

const no: RetryDecision = { retry: false };
const passing: readonly number[] = [429, 502, 503, 504];

/** Decides on the next attempt. A wait that would end beyond the budget is not begun: the error, which carries it, is. */
export function decide(question: RetryQuestion): RetryDecision {
  const { attempt, failure, elapsedMs, budgetMs, random } = question;
  const { maxAttempts, baseMs, capMs } = { ...defaultRetry, ...question.options };
  if (attempt >= maxAttempts) return no;
  if (failure.kind === 'status' && !passing.includes(failure.status)) return no;
  // Full jitter: clients that failed together do not come back together. An asked-for wait is only ever lengthened.
  const spread = random * Math.min(capMs, baseMs * 2 ** (attempt - 1));
  const asked = failure.kind === 'status' ? failure.retryAfterMs : null;
  const delayMs = Math.ceil((asked ?? 0) + spread);
  return elapsedMs + delayMs > budgetMs ? no : { retry: true, delayMs };
}

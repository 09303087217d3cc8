import { parseHttpDate } from '../shared/time.ts';

const days = '(?:mon|tue|wed|thu|fri|sat|sun)';
const httpDate = new RegExp(`^${days}[a-z]*,? `, 'i');

/**
 * Reads `Retry-After` (RFC 9110, 10.2.3): seconds, or one of the three forms of an HTTP date.
 *
 * @param nowMs the clock, milliseconds since the epoch; dates are measured against it
 * @returns milliseconds to wait, between 1 s (also for a date in the past) and 15 minutes; null without a readable header
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return clampWait(Number(text) * 1000);
  if (!httpDate.test(text)) return null;
  const time = parseHttpDate(text);
  return time === null ? null : clampWait(time - nowMs);
}

function clampWait(ms: number): number {
  return Math.ceil(Math.min(Math.max(ms, 1_000), 15 * 60_000));
}

/** The part of an error that a retry depends on. Writes are not retried here: the outbox first finds out if one was done. */
export type Failure =
  | { readonly kind: 'network' | 'timeout' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterMs: number | null };

export interface RetryOptions {
  /** Includes the first attempt. */
  readonly maxAttempts: number;
  /** Upper limit of the first wait, milliseconds; doubles with each attempt. */
  readonly baseMs: number;
  /** Upper limit of every wait, milliseconds. */
  readonly capMs: number;
  /** Milliseconds from the start of the first attempt to the start of the last. */
  readonly budgetMs: number;
}

export const defaultRetry: RetryOptions = { maxAttempts: 4, baseMs: 300, capMs: 5_000, budgetMs: 20_000 };

export interface RetryContext {
  /** Attempts so far, at least 1. */
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

const noRetry: RetryDecision = { retry: false };
const retryableStatuses: readonly number[] = [429, 502, 503, 504];

/** Decides on the next attempt: none if its wait would exceed the budget. */
export function decideRetry(context: RetryContext): RetryDecision {
  const { attempt, failure, elapsedMs, budgetMs, random } = context;
  const { maxAttempts, baseMs, capMs } = { ...defaultRetry, ...context.options };
  if (attempt >= maxAttempts) return noRetry;
  if (failure.kind === 'status' && !retryableStatuses.includes(failure.status)) return noRetry;
  // Full jitter: clients that failed together do not retry together. It is added to what the service asks for.
  const jitter = random * Math.min(capMs, baseMs * 2 ** (attempt - 1));
  const requested = failure.kind === 'status' ? failure.retryAfterMs : null;
  const delayMs = Math.ceil((requested ?? 0) + jitter);
  return elapsedMs + delayMs > budgetMs ? noRetry : { retry: true, delayMs };
}

/**
 * When a failed request is made again: a pure policy, without timers and without clocks.
 *
 * Reads are repeated after anything that may pass. A write is repeated only if nothing can have been done: it was never
 * sent, or the service's limiter refused it (429) and said when to come back. A 503 is not such a proof, since a gateway
 * answers it also for a service that has done its work; nor is a 429 without `Retry-After` worth waiting for with a user
 * looking on. What is left is for the caller, who can look whether the write was done.
 */

export type Failure =
  | { readonly kind: 'network' | 'timeout'; readonly sent: boolean }
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
  readonly method: string;
  /** True for a write that the contract calls idempotent: it may be repeated like a read. */
  readonly repeatable?: boolean;
  /** How many attempts were made, at least 1. */
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
  const safe = question.method === 'GET' || question.repeatable === true;
  if (!(safe ? mayPass(failure) : nothingDone(failure))) return no;
  // Full jitter: clients that failed together do not come back together. An asked-for wait is only ever lengthened.
  const spread = random * Math.min(capMs, baseMs * 2 ** (attempt - 1));
  const asked = failure.kind === 'status' ? failure.retryAfterMs : null;
  const delayMs = Math.ceil((asked ?? 0) + spread);
  return elapsedMs + delayMs > budgetMs ? no : { retry: true, delayMs };
}

function mayPass(failure: Failure): boolean {
  return failure.kind !== 'status' || passing.includes(failure.status);
}

function nothingDone(failure: Failure): boolean {
  return failure.kind === 'status' ? failure.status === 429 && failure.retryAfterMs !== null : !failure.sent;
}

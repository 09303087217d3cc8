import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Failure, type RetryContext, decideRetry, parseRetryAfter } from '../../../src/api/retry.ts';

const failure: fc.Arbitrary<Failure> = fc.oneof(
  fc.record({ kind: fc.constantFrom('network' as const, 'timeout' as const) }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(400, 401, 403, 404, 408, 409, 418, 429, 500, 501, 502, 503, 504, 505),
    retryAfterMs: fc.option(fc.nat(100_000)),
  }),
);
const question: fc.Arbitrary<RetryContext> = fc.record({
  attempt: fc.integer({ min: 1, max: 50 }),
  failure,
  elapsedMs: fc.nat(60_000),
  budgetMs: fc.nat(60_000),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  options: fc.record({ maxAttempts: fc.integer({ min: 1, max: 60 }), baseMs: fc.nat(2000), capMs: fc.nat(10_000) }),
});
const holds = (check: (asked: RetryContext) => void): void =>
  fc.assert(fc.property(question, check), { numRuns: 2000 });
const base: RetryContext = {
  attempt: 1,
  failure: { kind: 'network' },
  elapsedMs: 0,
  budgetMs: 20_000,
  random: 0.5,
};

describe('the retry policy', () => {
  test('never waits beyond the budget, less than it was asked to, or a time that is no time', () =>
    holds((asked) => {
      const decision = decideRetry(asked);
      if (!decision.retry) return;
      expect(Number.isSafeInteger(decision.delayMs)).toBe(true);
      expect(asked.elapsedMs + decision.delayMs).toBeLessThanOrEqual(asked.budgetMs);
      const after = asked.failure.kind === 'status' ? (asked.failure.retryAfterMs ?? 0) : 0;
      expect(decision.delayMs).toBeGreaterThanOrEqual(after);
      expect(decision.delayMs).toBeLessThanOrEqual(after + (asked.options?.capMs ?? 0) + 1);
    }));

  test('ends: there are never more attempts than allowed', () =>
    holds((asked) => {
      if (asked.attempt >= (asked.options?.maxAttempts ?? 0)) expect(decideRetry(asked).retry).toBe(false);
    }));

  test('never repeats what repeating cannot mend', () =>
    holds((asked) => {
      const { failure: seen } = asked;
      if (seen.kind === 'status' && ![429, 502, 503, 504].includes(seen.status))
        expect(decideRetry(asked).retry).toBe(false);
    }));

  test('depends on nothing but the question', () =>
    holds((asked) => {
      expect(decideRetry(structuredClone(asked))).toEqual(decideRetry(asked));
    }));

  test.each([
    [{ kind: 'network' }],
    [{ kind: 'timeout' }],
    [{ kind: 'status', status: 429, retryAfterMs: null }],
    [{ kind: 'status', status: 502, retryAfterMs: null }],
    [{ kind: 'status', status: 503, retryAfterMs: 100 }],
    [{ kind: 'status', status: 504, retryAfterMs: null }],
  ] as [Failure][])('repeats a read after %j', (seen) => {
    expect(decideRetry({ ...base, failure: seen }).retry).toBe(true);
  });

  test('spreads waits over the whole range, whose ceiling doubles up to the cap', () => {
    const delay = (attempt: number, random: number) => {
      const decision = decideRetry({
        ...base,
        attempt,
        random,
        options: { maxAttempts: 99, baseMs: 100, capMs: 1000 },
      });
      return decision.retry ? decision.delayMs : undefined;
    };
    expect([1, 2, 3, 4, 5, 60].map((attempt) => delay(attempt, 0.5))).toEqual([50, 100, 200, 400, 500, 500]);
    expect([1, 2, 3].map((attempt) => delay(attempt, 0))).toEqual([0, 0, 0]);
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 4, 7, 5, 0, 0);
  test.each<[string | undefined, number | null]>([
    ['0', 1000],
    ['0.2', 1000],
    ['900', 900_000],
    ['901', 900_000],
    ['120', 120_000],
    [' 7 ', 7000],
    ['1.5', 1500],
    ['Thu, 07 May 2026 05:00:30 GMT', 30_000],
    ['Thursday, 07-May-26 05:00:30 GMT', 30_000],
    ['Thu May  7 05:00:30 2026', 30_000],
    ['Thu, 07 May 2026 04:00:00 GMT', 1000],
    ['Fri, 08 May 2026 05:00:00 GMT', 900_000],
    [undefined, null],
    ['', null],
    ['-1', null],
    ['soon', null],
    ['2026-05-07', null],
    ['1e9', null],
    ['99999999999999', 900_000],
    ['9'.repeat(400), 900_000],
    ['Thu, 99 Foo 2026', null],
  ])('%j is %j ms', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected);
  });

  test('any text is a time from 1 s to 15 minutes, or nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.double().map(String),
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        ),
        (value) => {
          const ms = parseRetryAfter(value, now);
          expect(ms === null || (Number.isInteger(ms) && ms >= 1000 && ms <= 900_000)).toBe(true);
        },
      ),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { RateLimitError } from '../../../../src/api/errors.ts';
import { BackgroundRefresh, shortestInterval, waitAfter } from '../../../../src/triage/sessions/background-refresh.ts';
import type { Clock } from '../../../../src/triage/clock.ts';

const minute = 60_000;
const paused = (retryAfterMs: number) =>
  new RateLimitError(
    { status: 429, serviceCode: null, message: 'slow down', retryAfterMs },
    { method: 'GET', path: '/v1/triage/issues' },
  );

/** A clock that stands still until it is moved; what waits long enough by then goes on. */
class HandClock implements Clock {
  #now = 0;
  #waiting: { readonly until: number; readonly done: () => void }[] = [];

  now(): Date {
    return new Date(this.#now);
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ until: this.#now + milliseconds, done });
      signal.addEventListener('abort', () => done(), { once: true });
    });
  }

  async pass(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    const over = this.#waiting.filter(({ until }) => until <= this.#now);
    this.#waiting = this.#waiting.filter(({ until }) => until > this.#now);
    for (const { done } of over) done();
    await settled();
  }
}

/** Until all that follows from what has happened has happened. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function bench(interval = minute) {
  const clock = new HandClock();
  const ends: ((error?: unknown) => void)[] = [];
  const state = { interval, begun: 0 };
  const refreshing = new BackgroundRefresh({
    clock,
    interval: () => state.interval,
    refresh: () => {
      state.begun += 1;
      return new Promise((resolve) => ends.push(resolve));
    },
  });
  const end = async (error?: unknown) => {
    ends.shift()?.(error);
    await settled();
  };
  return { clock, state, refreshing, end };
}

describe('refreshing in the background', () => {
  it('begins after the interval, and again an interval after each end', async () => {
    const { clock, state, refreshing, end } = bench();
    refreshing.start();
    await clock.pass(minute - 1);
    expect(state.begun).toBe(0);
    await clock.pass(1);
    expect(state.begun).toBe(1);
    await end();
    await clock.pass(minute);
    expect(state.begun).toBe(2);
  });

  it('has one under way at a time, however long it takes and however often it is started', async () => {
    const { clock, state, refreshing, end } = bench();
    refreshing.start();
    await clock.pass(minute);
    for (let n = 0; n < 20; n += 1) {
      refreshing.stop();
      refreshing.start();
      refreshing.start();
      await clock.pass(5 * minute);
    }
    expect(state.begun).toBe(1);
    await end();
    await clock.pass(minute - 1);
    expect(state.begun).toBe(1);
    await clock.pass(1);
    expect(state.begun).toBe(2);
  });

  it('does nothing while stopped, and catches up at once when the interval has passed meanwhile', async () => {
    const { clock, state, refreshing } = bench();
    refreshing.start();
    refreshing.stop();
    await clock.pass(10 * minute);
    expect(state.begun).toBe(0);
    refreshing.start();
    await settled();
    expect(state.begun).toBe(1);
  });

  it('is off with an interval of 0, and not more often than allowed with a tiny one', async () => {
    const off = bench(0);
    off.refreshing.start();
    await off.clock.pass(60 * minute);
    expect(off.state.begun).toBe(0);
    const tiny = bench(1);
    tiny.refreshing.start();
    await tiny.clock.pass(shortestInterval - 1);
    expect(tiny.state.begun).toBe(0);
    await tiny.clock.pass(1);
    expect(tiny.state.begun).toBe(1);
  });

  it('waits longer after each failure, as long as the service asks for, and as ever after a success', async () => {
    const { clock, state, refreshing, end } = bench();
    refreshing.start();
    await clock.pass(minute);
    await end(new Error('down'));
    await clock.pass(2 * minute - 1);
    expect(state.begun).toBe(1);
    await clock.pass(1);
    expect(state.begun).toBe(2);
    await end(paused(60 * minute));
    await clock.pass(60 * minute - 1);
    expect(state.begun).toBe(2);
    await clock.pass(1);
    expect(state.begun).toBe(3);
    await end();
    await clock.pass(minute);
    expect(state.begun).toBe(4);
  });

  it('hiding and showing does not shorten a pause that the service asked for', async () => {
    const { clock, state, refreshing, end } = bench();
    refreshing.start();
    await clock.pass(minute);
    await end(paused(30 * minute));
    refreshing.stop();
    await clock.pass(20 * minute);
    refreshing.start();
    await clock.pass(9 * minute);
    expect(state.begun).toBe(1);
    await clock.pass(minute);
    expect(state.begun).toBe(2);
  });

  it('never waits without end', () => {
    expect(waitAfter(minute, 1000, new Error('down'))).toBe(15 * minute);
    expect(waitAfter(60 * minute, 3, new Error('down'))).toBe(60 * minute);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/triage/clock.ts';
import { type TurnResult, WriteScheduler } from '../../../../src/triage/outbox/write-scheduler.ts';

/** A clock whose waits end when the test says so. */
class HandClock implements Clock {
  readonly waits: { readonly milliseconds: number; end(): void }[] = [];
  now(): Date {
    return new Date(1_000_000);
  }
  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.waits.push({ milliseconds, end: resolve });
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}

const going = new AbortController().signal;
let clock: HandClock;
let scheduler: WriteScheduler;
let turns: number;

beforeEach(() => {
  clock = new HandClock();
  scheduler = new WriteScheduler(clock, 4, going);
  turns = 0;
});

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** So many who want to send; those whose turn has come are counted. */
async function want(count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    void scheduler.waitForTurn(new AbortController().signal).then((mayGo) => {
      turns += mayGo ? 1 : 0;
    });
  }
  await settled();
}

async function end(result: TurnResult): Promise<void> {
  scheduler.endTurn(result);
  await settled();
}

const network: TurnResult = { kind: 'network', delayMs: 100 };

it('lets as many go as the limit allows, and the next when one is done', async () => {
  await want(6);
  expect(turns).toBe(4);
  await end({ kind: 'answered' });
  expect(turns).toBe(5);
});

it('lets nobody go in a pause, and says until when it lasts', async () => {
  const seen: (number | undefined)[] = [];
  scheduler.onDidChange(({ pausedUntil }) => seen.push(pausedUntil?.getTime()));
  await want(6);
  await end({ kind: 'pause', delayMs: 5_000 });
  expect(turns).toBe(4);
  expect(seen).toEqual([1_005_000]);
  clock.waits[0]?.end();
  await settled();
  expect(turns).toBe(5);
  expect(seen).toEqual([1_005_000, undefined]);
});

it('ends a pause by a person’s word', async () => {
  await want(5);
  await end({ kind: 'pause', delayMs: 5_000 });
  expect(turns).toBe(4);
  scheduler.skipWait();
  await settled();
  expect(turns).toBe(5);
});

it('keeps the longer of two pauses', async () => {
  await want(2);
  await end({ kind: 'pause', delayMs: 5_000 });
  await end({ kind: 'pause', delayMs: 1_000 });
  expect(scheduler.status.pausedUntil?.getTime()).toBe(1_005_000);
  expect(clock.waits).toHaveLength(1);
});

describe('when the service cannot be reached', () => {
  it('tries with one after three failures, waits between, and lets all go when one gets through', async () => {
    await want(9);
    for (let failure = 0; failure < 4; failure += 1) await end(network);
    // Each failure before the third let another one go.
    expect(turns).toBe(6);
    expect(scheduler.status.unreachable).toBe(true);
    await end(network);
    await end(network);
    clock.waits.at(-1)?.end();
    await settled();
    expect(turns).toBe(7);
    await end({ kind: 'answered' });
    expect(scheduler.status.unreachable).toBe(false);
    expect(turns).toBe(9);
  });

  it('waits longer after each failure, whichever write it was, up to a minute', async () => {
    await want(30);
    for (let failure = 0; failure < 4; failure += 1) await end({ kind: 'answered' });
    for (let failure = 0; failure < 4; failure += 1) await end(network);
    for (let failure = 0; failure < 12; failure += 1) {
      clock.waits.at(-1)?.end();
      await settled();
      await end(network);
    }
    expect(clock.waits.slice(0, 5).map(({ milliseconds }) => milliseconds)).toEqual([100, 200, 400, 800, 1600]);
    expect(clock.waits.at(-1)?.milliseconds).toBe(60_000);
  });

  it('tries at once when the user asks for it', async () => {
    await want(4);
    for (let failure = 0; failure < 4; failure += 1) await end(network);
    await want(3);
    expect(turns).toBe(4);
    scheduler.skipWait();
    await settled();
    expect(turns).toBe(5);
  });
});

it('lets nobody go without a key, until there is another', async () => {
  const error = new Error('no key');
  await want(5);
  await end({ kind: 'key', error });
  expect(turns).toBe(4);
  expect(scheduler.status.needsKey).toBe(error);
  scheduler.resume();
  await settled();
  expect(turns).toBe(5);
});

it('forgets whoever does not want to go any more', async () => {
  await want(4);
  const leaving = new AbortController();
  const turn = scheduler.waitForTurn(leaving.signal);
  leaving.abort();
  expect(await turn).toBe(false);
  await want(1);
  await end({ kind: 'answered' });
  expect(turns).toBe(5);
});

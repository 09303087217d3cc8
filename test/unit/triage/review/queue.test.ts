import * as fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { NoQueueError, NothingToReviewError } from '../../../../src/triage/review/errors.ts';
import { ReviewMarks } from '../../../../src/triage/review/marks.ts';
import { ReviewQueue } from '../../../../src/triage/review/queue.ts';
import { openWindowOn } from '../../../support/database.ts';
import { storageFolder } from '../../../support/storage-process.ts';

const connection = 'work https://api.example';
const calls = (count: number) => Array.from({ length: count }, (_, index) => `call-${index + 1}`);
const of = (callIds: readonly string[]) => ({
  connectionId: 'work',
  connection,
  issueId: null,
  callIds: [...callIds],
  hasMore: false,
});

let folder: string;
let stored: unknown;
beforeEach(async () => {
  ({ folder } = await storageFolder());
  stored = undefined;
});

/** One more window; `memory` is its own. */
async function open(memory = { read: () => stored, write: (queue: unknown) => void (stored = queue) }) {
  const marks = new ReviewMarks(await openWindowOn(folder));
  return { marks, queue: new ReviewQueue(marks, memory) };
}

it('goes from call to call, marks each that is left, and ends when all are reviewed', async () => {
  const { queue } = await open();
  expect(await queue.start(of(calls(3)))).toEqual({ callId: 'call-1', position: 1, total: 3, reviewed: 0 });
  expect(await queue.next()).toEqual({ callId: 'call-2', position: 2, total: 3, reviewed: 1 });
  expect(await queue.next()).toEqual({ callId: 'call-3', position: 3, total: 3, reviewed: 2 });
  expect(await queue.next()).toBeUndefined();
  expect(queue.placeOf('work', 'call-3')).toEqual({ callId: 'call-3', position: 3, total: 3, reviewed: 3 });
  await expect(queue.start(of(calls(3)))).rejects.toThrow(NothingToReviewError);
});

it('goes back to reviewed calls, and on from there to those that are not', async () => {
  const { queue } = await open();
  await queue.start(of(calls(4)));
  await queue.next();
  expect(await queue.previous()).toMatchObject({ callId: 'call-1', reviewed: 1 });
  expect(await queue.previous()).toBeUndefined();
  expect(await queue.next()).toMatchObject({ callId: 'call-2' });
});

it('marks the call that is read, where another of the queue was opened meanwhile, and comes back to those left out', async () => {
  const { queue } = await open();
  await queue.start(of(calls(3)));
  expect(await queue.next('call-2')).toMatchObject({ callId: 'call-3', reviewed: 1 });
  expect(await queue.next()).toMatchObject({ callId: 'call-1', reviewed: 2 });
  expect(await queue.next('a call of another list')).toBeUndefined();
});

it('begins at the call that is named, reviewed or not', async () => {
  const { queue, marks } = await open();
  await marks.set(connection, ['call-2'], true);
  expect(await queue.start(of(calls(3)), 'call-2')).toMatchObject({ callId: 'call-2', position: 2, reviewed: 1 });
});

it('says that there is no queue, and that there is nothing to review', async () => {
  const { queue } = await open();
  await expect(queue.next()).rejects.toThrow(NoQueueError);
  await expect(queue.previous()).rejects.toThrow(NoQueueError);
  await expect(queue.start(of([]))).rejects.toThrow(NothingToReviewError);
});

it('comes back with the window; what is stored of it and no queue is none', async () => {
  const before = await open();
  await before.queue.start(of(calls(3)));
  await before.queue.next();
  const after = await open();
  await after.marks.load();
  expect(after.queue.placeOf('work', 'call-2')).toMatchObject({ position: 2, reviewed: 1 });
  expect(await after.queue.next()).toMatchObject({ callId: 'call-3', reviewed: 2 });
  for (const bad of [null, 'x', {}, { ...of(calls(2)), at: 2 }, { ...of([]), at: 0 }]) {
    stored = bad;
    expect((await open()).queue.current).toBeUndefined();
  }
});

it('of two windows, each skips what the other has reviewed', async () => {
  const [one, other] = [await open(), await open({ read: () => undefined, write: () => undefined })];
  await one.queue.start(of(calls(4)));
  await one.queue.next();
  expect(await other.queue.start(of(calls(4)))).toMatchObject({ callId: 'call-2', reviewed: 1 });
  await other.queue.next();
  await expect.poll(() => one.marks.has(connection, 'call-2'), { timeout: 10_000 }).toBe(true);
  expect(await one.queue.next()).toMatchObject({ callId: 'call-3' });
});

it('marks are for one connection, and can be taken back', async () => {
  const { marks } = await open();
  await marks.set(connection, ['call-1'], true);
  expect(marks.has('home https://api.example', 'call-1')).toBe(false);
  await marks.set(connection, ['call-1'], false);
  const { marks: again } = await open();
  await again.load();
  expect(again.has(connection, 'call-1')).toBe(false);
});

it('whatever a person does, a call is reviewed at most once before all are, and none is left out', async () => {
  const database = await openWindowOn(folder);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.array(fc.boolean(), { maxLength: 12 }), async (count, ways) => {
      run += 1;
      const queue = new ReviewQueue(new ReviewMarks(database), { read: () => undefined, write: () => undefined });
      await queue.start({ ...of(calls(count)), connection: `run ${run}` });
      for (const forward of ways) await (forward ? queue.next() : queue.previous());
      for (let left = 0; left < count; left += 1) if ((await queue.next()) === undefined) break;
      expect(queue.placeOf('work', 'call-1')?.reviewed).toBe(count);
    }),
    { numRuns: 25 },
  );
});

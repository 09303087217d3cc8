import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { readJournal } from '../../../../src/triage/journal/read-journal.ts';
import { allKinds } from '../../../support/outbox-window.ts';
import { addIn, type Cell, effects, type Ending, finish } from './cell.ts';

/** Bytes that were cut, over all cells: printed with the table. */
export const cuts = { read: 0, drained: 0 };

/** How many of the cut journals are also drained against the server, for each kind of write. */
const drainedPerKind = 8;

/**
 * Kills a window whose write is done but not answered, cuts its journal at every byte, and reads it; at some of them, and
 * at the ends of its lines, the next window goes on with it.
 */
export async function cutAtEveryByte(cell: Cell): Promise<Ending> {
  const process = await cell.world.process(cell.directory);
  const held = cell.world.gate.hold('after');
  const id = await addIn(cell, process);
  await held;
  await process.kill();
  const { name, bytes } = await onlyJournal(cell.directory);
  const lineEnds = [...bytes.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
  // An entry is whole without its line break.
  const whole = (lineEnds[0] ?? 0) - 1;
  for (let length = 0; length <= bytes.length; length += 1) {
    cuts.read += 1;
    const { state, problems } = readJournal(bytes.subarray(0, length), allKinds);
    expect([...state.entries.keys()]).toEqual(length >= whole ? [id] : []);
    if (length >= whole) expect(state.entries.get(id)).toMatchObject({ payload: cell.payload, state: 'waiting' });
    const line = [0, ...lineEnds].findLast((end) => end <= length) ?? 0;
    const isWhole = length === line || lineEnds.includes(length + 1);
    const cut = { reason: 'cut', position: line, length: length - line };
    expect(problems).toEqual(isWhole ? [] : [cut]);
  }
  const step = Math.ceil(bytes.length / drainedPerKind);
  const lengths = [...bytes.keys()].filter((at) => at % step === step - 1 || lineEnds.includes(at) || at === whole);
  for (const length of [...lengths, bytes.length]) await drain(cell, name, bytes.subarray(0, length), length >= whole);
  return 'once';
}

/** The next window on a cut journal: it brings the entry to its end, or reports that it is cut. */
async function drain(cell: Cell, name: string, bytes: Buffer, isWhole: boolean): Promise<void> {
  cuts.drained += 1;
  // A write of several steps may have been cut off between two of them.
  const before = await effects(cell);
  const directory = await mkdtemp(path.join(path.dirname(cell.directory), 'cut-'));
  await mkdir(path.join(directory, name));
  await writeFile(path.join(directory, name, 'journal.jsonl'), bytes);
  const window = cell.world.window(directory);
  await window.store.connectionsWithEntries();
  const [entry, ...more] = window.outbox.entries;
  expect(more).toEqual([]);
  if (isWhole) {
    expect(entry?.payload).toEqual(cell.payload);
    await finish(cell, window, entry?.id ?? '');
  } else {
    expect(entry).toBeUndefined();
    const [report] = window.store.reports;
    expect(report).toMatchObject({ reason: 'cut', position: 0, length: bytes.length });
    expect((await readFile(report?.keptIn ?? '')).includes(bytes)).toBe(true);
  }
  expect(await effects(cell)).toBe(isWhole ? 1 : before);
  await window.close();
}

async function onlyJournal(directory: string): Promise<{ name: string; bytes: Buffer }> {
  const names = (await readdir(directory)).filter((one) => !one.endsWith('.lease'));
  expect(names).toHaveLength(1);
  const name = names[0] ?? '';
  return { name, bytes: await readFile(path.join(directory, name, 'journal.jsonl')) };
}

import { expect } from 'vitest';
import { type Entry, needsDecision } from '../../../../../src/triage/outbox/outbox.ts';
import type { OutboxWindow } from '../../../../support/outbox-window.ts';
import type { OutboxProcess } from '../../../../support/outbox-process.ts';
import { forever } from '../../../../support/quick-clock.ts';
import type { KindRow } from './kinds.ts';
import type { World } from './world.ts';

/** One cell of the matrix: a write and a fault, with a directory of its own. */
export interface Cell {
  readonly world: World;
  readonly row: KindRow;
  readonly payload: never;
  readonly directory: string;
}

/** How a cell ended. `asked`: as one visible entry, about which a person then decided. */
export type Ending = 'once' | 'asked, then once' | 'asked, was there';

export const effects = ({ row, world, payload }: Cell): Promise<number> => row.effects(world, payload);

/** Resolves with the first change of an entry that is meant, or at once when it is so already. */
export function seen({ outbox }: OutboxWindow, id: string, isMeant: (entry: Entry) => boolean): Promise<Entry> {
  return new Promise((resolve) => {
    const now = outbox.get(id);
    if (now !== undefined && isMeant(now)) return resolve(now);
    const subscription = outbox.onDidChange((entry) => {
      if (entry.id !== id || !isMeant(entry)) return;
      subscription.dispose();
      resolve(entry);
    });
    return undefined;
  });
}

/** Waits for an entry's end. One that asks the user is sent again, after a look at its text. */
export async function finish(cell: Cell, { outbox }: OutboxWindow, id: string): Promise<Ending> {
  const outcome = await outbox.outcome(id, forever);
  if (outcome === undefined || !needsDecision(outcome)) return 'once';
  expect(outbox.entries.map((entry) => entry.id)).toEqual([id]);
  // A write of several steps says in it which are done.
  expect(outcome.payload).toMatchObject(cell.payload);
  // A person looks at the service first, and gives up what is there already.
  if ((await effects(cell)) === 1) {
    expect(await outbox.discard(id)).toBe(true);
    return 'asked, was there';
  }
  await outbox.retry(id);
  expect((await outbox.outcome(id, forever))?.state ?? 'delivered').toBe('delivered');
  return 'asked, then once';
}

/** Makes the write in a window of this process and waits for its end. */
export async function deliver(cell: Cell): Promise<Ending> {
  const window = cell.world.window(cell.directory);
  return finish(cell, window, window.outbox.add(cell.row.write, cell.payload).id);
}

/** What the next window does with what the last one left: whatever is there is brought to its end. */
export async function recover(cell: Cell): Promise<Ending> {
  const window = cell.world.window(cell.directory);
  await window.ready();
  const [entry, ...more] = window.outbox.entries;
  expect(more).toEqual([]);
  if (entry === undefined) return 'once';
  expect(entry.payload).toMatchObject(cell.payload);
  return finish(cell, window, entry.id);
}

/** Makes the write in a process of its own, and waits until it is stored. */
export async function addIn(cell: Cell, process: OutboxProcess): Promise<string> {
  const { id } = await process.add(cell.row.write.name, cell.payload);
  expect(await process.recorded(id)).toBe(true);
  return id;
}

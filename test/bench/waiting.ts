import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { addFlag } from '../../src/triage/outbox/kinds/add-flag.ts';
import { flagOf } from './flags.ts';
import { longestStall } from './measure.ts';
import { openWrites } from './ours.ts';

const perIssue = 10;

/** Leaves waiting flags of a window that is not there any more. */
export async function leaveWaiting(directory: string, worker: string, origin: string, count: number): Promise<void> {
  const { window } = await openWrites(directory, worker, origin);
  const insert = {
    sql: `INSERT INTO writes (id, connection, issue, kind, payload, state, owner, attempts, doubts, created)
          SELECT 'outbox-' || (value ->> 'number'), ?, value ->> 'issue', ?, value ->> 'payload', 'waiting', 'gone', 0, 0, ?
          FROM json_each(?)`,
  };
  const flags = Array.from({ length: count }, (_, number) => {
    const issue = `issue-${Math.floor(number / perIssue)}`;
    return { number, issue, payload: JSON.stringify(flagOf(issue, number)) };
  });
  await window.database.write({ ...insert, params: ['test', addFlag.name, Date.now(), JSON.stringify(flags)] });
  await window.close();
}

export interface Start {
  /** Until the window shows the entries, milliseconds. */
  readonly time: number;
  /** The longest time without a turn of the event loop meanwhile, milliseconds. */
  readonly stall: number;
}

/** Starts a window on a copy of what another one left in a directory. */
export async function startWaiting(
  left: string,
  directory: string,
  worker: string,
  origin: string,
  count: number,
): Promise<Start> {
  await mkdir(directory);
  await copyFile(path.join(left, 'call-triage.db'), path.join(directory, 'call-triage.db'));
  const began = performance.now();
  let time = 0;
  const stall = await longestStall(async () => {
    const writes = await openWrites(directory, worker, origin);
    time = performance.now() - began;
    if (writes.waiting !== count) throw new Error(`${writes.waiting} of ${count} entries were read.`);
    await writes.close();
  });
  return { time, stall };
}

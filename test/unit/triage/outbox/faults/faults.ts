import { expect } from 'vitest';
import { NetworkError, TimeoutError } from '../../../../../src/api/errors.ts';
import { closedPort } from '../../../../support/http.ts';
import { addIn, type Cell, deliver, effects, type Ending, finish, recover, seen } from './cell.ts';

/** A way in which something breaks. It ends when the fault is gone and the write has come to its end. */
export interface FaultRow {
  readonly fault: string;
  readonly run: (cell: Cell) => Promise<Ending>;
  /** It takes a tool that only Linux has (util-linux). */
  readonly linuxOnly?: true;
}

const nowhere = async (): Promise<string> => `http://127.0.0.1:${await closedPort()}`;

/** The server, or the way to it, fails some requests and then works. */
const server = (fault: string, kind: object): FaultRow => ({
  fault,
  async run(cell) {
    // Twice, so that looking for the write or sending it again fails, too.
    await cell.world.fault(cell.row.method, kind, 2);
    return deliver(cell);
  },
});

const timeout = (fault: string, moment: 'before' | 'after'): FaultRow => ({
  fault,
  async run(cell) {
    const window = cell.world.window(cell.directory, { totalMs: 300 });
    const held = cell.world.gate.hold(moment);
    const { id } = window.outbox.add(cell.row.write, cell.payload);
    await held;
    await seen(window, id, ({ error }) => error instanceof TimeoutError);
    return finish(cell, window, id);
  },
});

const closed = (fault: string, moment: 'at once' | 'before' | 'after'): FaultRow => ({
  fault,
  async run(cell) {
    const window = cell.world.window(cell.directory);
    const held = moment === 'at once' ? undefined : cell.world.gate.hold(moment);
    window.outbox.add(cell.row.write, cell.payload);
    await held;
    await window.close();
    return recover(cell);
  },
});

const killed = (fault: string, moment: 'recorded' | 'before' | 'after'): FaultRow => ({
  fault,
  async run(cell) {
    const process = await cell.world.process(cell.directory, moment === 'recorded' ? { origin: await nowhere() } : {});
    const held = moment === 'recorded' ? undefined : cell.world.gate.hold(moment);
    await addIn(cell, process);
    await held;
    await process.kill();
    return recover(cell);
  },
});

const diskFull = (fault: string, bytes: number): FaultRow => ({
  fault,
  linuxOnly: true,
  async run(cell) {
    const process = await cell.world.process(cell.directory);
    await process.fillDisk(bytes);
    const { id } = await process.add(cell.row.write.name, cell.payload);
    const refused = await process.sees((entry) => entry.id === id && entry.state === 'refused');
    expect(refused).toMatchObject({ error: 'StorageError', payload: cell.payload });
    expect(await effects(cell)).toBe(0);
    await process.freeDisk();
    await process.retry(id);
    await process.sees((entry) => entry.id === id && entry.state === 'delivered');
    return 'asked, then once';
  },
});

/** Every fault, one row each. */
export const faultRows: readonly FaultRow[] = [
  {
    fault: 'refused connection',
    async run(cell) {
      const window = cell.world.window(cell.directory);
      window.moveTo(await nowhere());
      const { id } = window.outbox.add(cell.row.write, cell.payload);
      await seen(window, id, ({ error, state }) => error instanceof NetworkError && state === 'waiting');
      window.moveTo(cell.world.origin);
      return finish(cell, window, id);
    },
  },
  server('reset before send', { kind: 'reset' }),
  server('reset after the server committed', { kind: 'reset_after' }),
  timeout('timeout, never arrived', 'before'),
  timeout('timeout, done by the server', 'after'),
  server('truncated body', { kind: 'truncate' }),
  server('garbage body', { kind: 'garbage' }),
  server('429 with seconds', { kind: 'status', status: 429, headers: { 'retry-after': '3' } }),
  server('429 with date', {
    kind: 'status',
    status: 429,
    headers: { 'retry-after': new Date(Date.now() + 600_000).toUTCString() },
  }),
  server('408', { kind: 'status', status: 408 }),
  server('425', { kind: 'status', status: 425 }),
  server('499', { kind: 'status', status: 499 }),
  server('302', { kind: 'status', status: 302, headers: { location: '/elsewhere' } }),
  server('500', { kind: 'status', status: 500 }),
  server('503', { kind: 'status', status: 503 }),
  {
    fault: '401 in mid-flight',
    async run(cell) {
      await cell.world.fault(cell.row.method, { kind: 'status', status: 401 });
      const window = cell.world.window(cell.directory);
      const { outbox } = window;
      const stopped = new Promise<void>((resolve) => {
        outbox.onDidChangeStatus(({ needsKey }) => {
          if (needsKey !== undefined) resolve();
        });
      });
      const { id } = outbox.add(cell.row.write, cell.payload);
      await stopped;
      expect(outbox.entries).toMatchObject([{ id, state: 'waiting', payload: cell.payload }]);
      outbox.resume();
      return finish(cell, window, id);
    },
  },
  closed('window closed, at once', 'at once'),
  closed('window closed, on the way', 'before'),
  closed('window closed, done by the server', 'after'),
  killed('SIGKILL, recorded', 'recorded'),
  killed('SIGKILL, on the way', 'before'),
  killed('SIGKILL, done by the server', 'after'),
  diskFull('disk full, at first', 0),
  diskFull('disk full, within a write', 4_096),
  {
    fault: 'disk full, when the answer comes',
    linuxOnly: true,
    async run(cell) {
      const process = await cell.world.process(cell.directory);
      const held = cell.world.gate.hold('after');
      const id = await addIn(cell, process);
      const release = await held;
      await process.fillDisk(0);
      release();
      // Of several steps, the next is not sent before the last one is stored.
      await process.sees((entry) => entry.id === id && (entry.state === 'delivered' || entry.error === 'StorageError'));
      await process.kill();
      return recover(cell);
    },
  },
];

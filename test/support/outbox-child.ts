// The process behind outbox-process.ts: a window that does what it is told over IPC and tells what happens.
import { systemClock } from '../../src/triage/clock.ts';
import { scaledTiming } from '../../src/triage/outbox/timing.ts';
import { defaultTimeouts } from '../../src/api/transport.ts';
import { StorageError } from '../../src/storage/errors.ts';
import type { Entry } from '../../src/triage/outbox/outbox.ts';
import { allKinds, openWindow, type WindowOptions } from './outbox-window.ts';

export interface Order {
  readonly number: number;
  readonly order: 'add' | 'retry' | 'entries' | 'moveTo' | 'recorded' | 'discard' | 'all' | 'longestStall' | 'close';
  readonly kind?: string;
  readonly payload?: unknown;
  readonly id?: string;
  readonly origin?: string;
}

export interface Seen {
  readonly id: string;
  readonly kind: string;
  readonly state: Entry['state'];
  readonly payload: unknown;
  readonly error: string | null;
  /** Of a `StorageError`. */
  readonly fault: string | null;
}

/** Everything that is waited for is a hundred times as short, so that a test does not wait like a person. */
const scale = 0.01;
const timing = scaledTiming(scale);
const totalMs = defaultTimeouts.totalMs * scale;
const options = { totalMs, ...(JSON.parse(process.argv[2] ?? '') as WindowOptions), timing };
const window = openWindow(options, systemClock);
const { outbox } = window;

/** Milliseconds: the longest that the event loop stood still since it was asked for. */
let longestStall = 0;
let lastTick = performance.now();
setInterval(() => {
  longestStall = Math.max(longestStall, performance.now() - lastTick);
  lastTick = performance.now();
}, 10);

function seen({ id, kind, state, payload, error }: Entry): Seen {
  const name = error instanceof Error ? error.name : null;
  return { id, kind, state, payload, error: name, fault: error instanceof StorageError ? error.fault : null };
}

/** A folder that cannot be written takes nothing over; what is asked for later tells why. */
async function ready(): Promise<void> {
  await window.ready().catch(() => undefined);
}

async function obey(order: Order): Promise<unknown> {
  switch (order.order) {
    case 'add': {
      const write = allKinds.get(order.kind ?? '');
      if (write === undefined) throw new Error('no such kind');
      return seen(outbox.add(write, order.payload));
    }
    case 'retry':
      return outbox.retry(order.id ?? '');
    case 'discard':
      return outbox.discard(order.id ?? '');
    case 'recorded':
      return outbox.recorded(order.id ?? '');
    case 'entries':
      await ready();
      return outbox.entries.map(seen);
    case 'all':
      return (await window.rows.all()).map(({ row }) => row.id);
    case 'moveTo':
      return window.moveTo(order.origin ?? '');
    case 'longestStall': {
      const longest = longestStall;
      longestStall = 0;
      return longest;
    }
    case 'close':
      return window.close();
  }
}

// A limit of file size is meant to be an error of the write, not the end of the process.
process.on('SIGXFSZ', () => undefined);
window.database.onDidReport(({ kind }) => process.send?.({ report: kind }));
outbox.onDidChange((entry) => process.send?.({ changed: seen(entry) }));
process.on('message', (order: Order) => {
  obey(order).then(
    (result) => process.send?.({ number: order.number, result }),
    (error: unknown) => process.send?.({ number: order.number, result: String(error) }),
  );
});
await ready();
process.send?.({ ready: true });

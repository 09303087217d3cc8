// The process behind outbox-process.ts: a window that does what it is told over IPC and tells what happens.
import { systemClock } from '../../src/triage/clock.ts';
import type { Entry } from '../../src/triage/outbox/outbox.ts';
import { allKinds, openWindow, type WindowOptions } from './outbox-window.ts';

export interface Order {
  readonly number: number;
  readonly order: 'add' | 'retry' | 'entries' | 'moveTo' | 'recorded' | 'close';
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
}

/** Waits are shortened, so that a test does not wait like a person. */
const quick = {
  now: () => new Date(),
  wait: (milliseconds: number, signal: AbortSignal) => systemClock.wait(Math.min(milliseconds, 25), signal),
};

const window = openWindow(JSON.parse(process.argv[2] ?? '') as WindowOptions, quick);
const { outbox } = window;

function seen({ id, kind, state, payload, error }: Entry): Seen {
  return { id, kind, state, payload, error: error instanceof Error ? error.name : null };
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
    case 'recorded':
      return outbox.recorded(order.id ?? '');
    case 'entries':
      await window.store.connectionsWithEntries();
      return outbox.entries.map(seen);
    case 'moveTo':
      return window.moveTo(order.origin ?? '');
    case 'close':
      return window.close();
  }
}

// A limit of file size is meant to be an error of the write, not the end of the process.
process.on('SIGXFSZ', () => undefined);
outbox.onDidChange((entry) => process.send?.({ changed: seen(entry) }));
process.on('message', (order: Order) => {
  obey(order).then(
    (result) => process.send?.({ number: order.number, result }),
    (error: unknown) => process.send?.({ number: order.number, result: String(error) }),
  );
});
process.send?.({ ready: true });

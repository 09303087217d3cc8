// A window with an outbox: a session of its own on a directory that others may share. In this process, or, when the file
// is bundled and run by itself, in one that can be stopped and killed (see outbox-process.ts).
import { createBlandApi } from '../../src/api/index.ts';
import { createUndiciTransport } from '../../src/api/undici-transport.ts';
import type { Clock } from '../../src/triage/clock.ts';
import { openOutboxStore, type OutboxStore } from '../../src/triage/journal/store.ts';
import { createSession, type Session } from '../../src/triage/session.ts';
import { writeKinds } from '../../src/triage/writes/index.ts';

export interface WindowOptions {
  readonly directory: string;
  readonly origin: string;
  readonly key: string;
  readonly connectionId?: string;
  readonly leaseMs?: number;
  /** How long a request may take, milliseconds. */
  readonly totalMs?: number;
}

export interface OutboxWindow {
  readonly session: Session;
  readonly store: OutboxStore;
  /** Sends the requests from now on there. */
  moveTo(origin: string): void;
  close(): Promise<void>;
}

export function openWindow(options: WindowOptions, clock: Clock): OutboxWindow {
  const { directory, key, connectionId = 'test', leaseMs, totalMs } = options;
  let { origin } = options;
  const api = createBlandApi({
    baseUrl: async () => new URL(origin),
    key: async () => key,
    transport: createUndiciTransport(),
    retry: { maxAttempts: 1 },
    ...(totalMs === undefined ? {} : { timeouts: { totalMs } }),
  });
  const store = openOutboxStore({ directory, kinds: writeKinds, ...(leaseMs === undefined ? {} : { leaseMs }) });
  const connection = { id: connectionId, kind: 'sandbox', label: 'Test', baseUrl: null, implicit: false } as const;
  const session = createSession(connection, api, clock, store.forConnection(connectionId));
  return {
    session,
    store,
    moveTo: (next) => {
      origin = next;
    },
    async close() {
      await Promise.all([session.dispose(), store.close()]);
    },
  };
}

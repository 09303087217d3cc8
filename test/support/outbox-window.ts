// A window with an outbox: a session of its own on a directory that others may share. In this process, or, when the file
// is bundled and run by itself, in one that can be stopped and killed (see outbox-process.ts).
import { createBlandApi } from '../../src/api/index.ts';
import { createTalkdeskApi } from '../../src/api/talkdesk/index.ts';
import { createUndiciTransport } from '../../src/api/undici-transport.ts';
import { MadeAttachments } from '../../src/triage/attachments/made.ts';
import type { Clock } from '../../src/triage/clock.ts';
import { openOutboxStore, type OutboxStore } from '../../src/triage/journal/store.ts';
import { createSession, type Session } from '../../src/triage/session.ts';
import type { AnyWrite, Outbox, WriteKind } from '../../src/triage/outbox/outbox.ts';
import { sandboxTalkdesk } from '../../src/triage/talkdesk-connection.ts';
import { createTalkdeskSession, talkdeskKinds } from '../../src/triage/talkdesk-session.ts';
import { writeKinds } from '../../src/triage/outbox/kinds/index.ts';

export interface WindowOptions {
  readonly directory: string;
  readonly origin: string;
  readonly key: string;
  /** Writes to Talkdesk instead, with tokens from this origin. */
  readonly tokensFrom?: string;
  readonly connectionId?: string;
  readonly leaseMs?: number;
  /** How long a request may take, milliseconds. */
  readonly totalMs?: number;
}

export interface OutboxWindow {
  readonly session: Session;
  /** The session's, or Talkdesk's. */
  readonly outbox: Session['outbox'];
  readonly store: OutboxStore;
  /** Sends the requests from now on there. */
  moveTo(origin: string): void;
  close(): Promise<void>;
}

/** Every kind of write, of both services. */
export const allKinds = new Map<string, WriteKind<unknown, unknown>>([
  ...writeKinds,
  ...(talkdeskKinds as ReadonlyMap<string, AnyWrite<never>>),
]);

export function openWindow(options: WindowOptions, clock: Clock): OutboxWindow {
  const { directory, key, connectionId = 'test', leaseMs, totalMs, tokensFrom } = options;
  const own = tokensFrom === undefined ? connectionId : `${connectionId} beside Talkdesk`;
  let { origin } = options;
  const api = createBlandApi({
    baseUrl: async () => new URL(origin),
    key: async () => key,
    transport: createUndiciTransport(),
    retry: { maxAttempts: 1 },
    ...(totalMs === undefined ? {} : { timeouts: { totalMs } }),
  });
  const store = openOutboxStore({ directory, kinds: allKinds, ...(leaseMs === undefined ? {} : { leaseMs }) });
  const connection = { id: own, kind: 'sandbox', label: 'Test', baseUrl: null, implicit: false } as const;
  const session = createSession(connection, api, clock, store.forConnection(own));
  const talkdesk = tokensFrom === undefined ? undefined : openTalkdesk(tokensFrom);
  return {
    session,
    outbox: talkdesk === undefined ? session.outbox : (talkdesk.outbox as Outbox<never>),
    store,
    moveTo: (next) => {
      origin = next;
    },
    async close() {
      await Promise.all([session.dispose(), talkdesk?.dispose(), store.close()]);
    },
  };

  function openTalkdesk(tokens: string) {
    const secret = { clientId: 'sandbox', auth: { kind: 'basic' }, secret: key } as const;
    const sandboxApi = createTalkdeskApi({
      endpoint: async () => ({ baseUrl: new URL(origin), tokenUrl: new URL('/oauth/token', tokens), ...secret }),
      transport: createUndiciTransport(),
      retry: { maxAttempts: 1 },
      ...(totalMs === undefined ? {} : { timeouts: { totalMs } }),
    });
    const made = new MadeAttachments(directory);
    const desk = sandboxTalkdesk('test', 'Test');
    return createTalkdeskSession(desk, sandboxApi, clock, store.forConnection(connectionId), made);
  }
}

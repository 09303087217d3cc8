// A window with an outbox: a session of its own over a directory that others may share. In this process, or, when the file
// is bundled and run by itself, in one that can be stopped and killed (see outbox-process.ts).
import path from 'node:path';
import { createBlandApi } from '../../src/api/index.ts';
import { createTalkdeskApi } from '../../src/api/talkdesk/index.ts';
import { createUndiciTransport } from '../../src/api/undici-transport.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { OwnerLocks } from '../../src/storage/owners.ts';
import { MadeAttachments } from '../../src/triage/attachments/made.ts';
import type { Clock } from '../../src/triage/clock.ts';
import { writeKinds } from '../../src/triage/outbox/kinds/index.ts';
import type { AnyWriteKind, Outbox } from '../../src/triage/outbox/outbox.ts';
import { WriteRows } from '../../src/triage/outbox/write-rows.ts';
import { type Timing, usualTiming } from '../../src/triage/outbox/timing.ts';
import { createSession, type Session } from '../../src/triage/sessions/session.ts';
import { sandboxTalkdesk } from '../../src/triage/sessions/talkdesk-connection.ts';
import { createTalkdeskSession, talkdeskKinds } from '../../src/triage/sessions/talkdesk-session.ts';

export interface WindowOptions {
  readonly directory: string;
  /** The built `src/storage/worker.ts`. */
  readonly worker: string;
  readonly origin: string;
  readonly key: string;
  /** Writes to Talkdesk instead, with tokens from this origin. */
  readonly tokensFrom?: string;
  readonly connectionId?: string;
  /** How long a request may take, milliseconds. */
  readonly totalMs?: number;
  /** The user that the key is known to write for. */
  readonly me?: string;
  readonly timing?: Timing;
}

export interface OutboxWindow {
  readonly session: Session;
  /** The session's, or Talkdesk's. */
  readonly outbox: Session['outbox'];
  readonly rows: WriteRows;
  readonly database: Database;
  /** Resolves once the window has taken over what others left, and shows it. */
  ready(): Promise<void>;
  /** Sends the requests from now on there. */
  moveTo(origin: string): void;
  close(): Promise<void>;
}

/** Every kind of write, of both services. */
export const allKinds: ReadonlyMap<string, AnyWriteKind<never, never>> = new Map([
  ...(writeKinds as ReadonlyMap<string, AnyWriteKind<never, never>>),
  ...(talkdeskKinds as ReadonlyMap<string, AnyWriteKind<never, never>>),
]);

export function openWindow(options: WindowOptions, clock: Clock): OutboxWindow {
  const { directory, key, connectionId = 'test', totalMs, tokensFrom, me, worker, timing = usualTiming } = options;
  const own = tokensFrom === undefined ? connectionId : `${connectionId} beside Talkdesk`;
  let { origin } = options;
  const timeouts = totalMs === undefined ? {} : { timeouts: { totalMs } };
  const database = openDatabase({ file: path.join(directory, 'call-triage.db'), script: worker });
  const owners = new OwnerLocks(path.join(directory, 'owners'), database);
  const rows = new WriteRows({ database, owners, clock, timing });
  const account = async (): Promise<string> => 'account';
  const learned = me === undefined ? Promise.resolve() : learn(me);
  const api = createBlandApi({
    baseUrl: async () => new URL(origin),
    key: async () => key,
    transport: createUndiciTransport(),
    retry: { maxAttempts: 1 },
    ...timeouts,
  });
  const connection = { id: own, kind: 'sandbox', label: 'Test', baseUrl: null, implicit: false } as const;
  const session = createSession(connection, api, clock, rows, account);
  const talkdesk = tokensFrom === undefined ? undefined : openTalkdesk(tokensFrom);
  return {
    session,
    outbox: talkdesk === undefined ? session.outbox : (talkdesk.outbox as unknown as Outbox),
    rows,
    database,
    async ready() {
      await learned;
      await rows.watch();
      await (talkdesk ?? session).outbox.loaded();
    },
    moveTo: (next) => {
      origin = next;
    },
    async close() {
      await Promise.all([session.dispose(), talkdesk?.dispose()]);
      await rows.close();
      await owners.close();
      await database.close();
    },
  };

  async function learn(user: string): Promise<void> {
    await rows.accounts.learn(own, 'account', { me: user });
  }

  function openTalkdesk(tokens: string) {
    const secret = { clientId: 'sandbox', auth: { kind: 'basic' }, secret: key } as const;
    const sandboxApi = createTalkdeskApi({
      endpoint: async () => ({ baseUrl: new URL(origin), tokenUrl: new URL('/oauth/token', tokens), ...secret }),
      transport: createUndiciTransport(),
      retry: { maxAttempts: 1 },
      ...timeouts,
    });
    const made = new MadeAttachments(database);
    const desk = sandboxTalkdesk('test', 'Test');
    return createTalkdeskSession(desk, sandboxApi, clock, rows, account, made);
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/index.ts';
import { seedPeople } from '../../src/sandbox/seed/people.ts';
import type { Database } from '../../src/storage/database.ts';
import type { Clock } from '../../src/triage/outbox/outbox.ts';
import type { Session } from '../../src/triage/sessions/session.ts';
import { databaseScript } from './database.ts';
import { openWindow } from './outbox-window.ts';
import { quickTiming } from './quick-clock.ts';

/** A session on a sandbox of its own. */
export interface SandboxSession {
  readonly session: Session;
  readonly database: Database;
  readonly origin: string;
  /** Asks the server directly, past the session: what is really stored. */
  ask<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: T }>;
  close(): Promise<void>;
}

/** A session on a sandbox of its own, over real HTTP. Requests are not repeated by the client, so that faults count. */
export async function startSandboxSession(clock: Clock, options: SandboxOptions = {}): Promise<SandboxSession> {
  const sandbox = await startSandbox(options);
  const directory = await mkdtemp(path.join(tmpdir(), 'outbox-'));
  const worker = await databaseScript();
  const { origin, key } = sandbox;
  const window = openWindow({ directory, worker, origin, key, me: seedPeople[0].id, timing: quickTiming }, clock);
  await window.ready();
  return {
    session: window.session,
    database: window.database,
    origin,
    async ask<T>(method: string, path: string, body?: unknown) {
      const response = await fetch(new URL(path, origin), {
        method,
        headers: { authorization: key, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T };
    },
    async close() {
      await window.close();
      await sandbox.close();
      await rm(directory, { recursive: true });
    },
  };
}

import { createBlandApi } from '../../src/api/index.ts';
import { createUndiciTransport } from '../../src/api/undici-transport.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import type { Clock } from '../../src/triage/outbox/outbox.ts';
import { openOutboxStore } from '../../src/triage/journal/store.ts';
import { createSession, type Session } from '../../src/triage/session.ts';
import { writeKinds } from '../../src/triage/outbox/kinds/index.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A call of the seed that is attached to an issue, with the id of an issue that it is not on. */
export interface SandboxSession {
  readonly session: Session;
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
export async function startSandboxSession(clock: Clock): Promise<SandboxSession> {
  const sandbox = await startSandbox();
  const api = createBlandApi({
    baseUrl: new URL(sandbox.origin),
    key: async () => sandbox.key,
    transport: createUndiciTransport(),
    retry: { maxAttempts: 1 },
  });
  const connection = { id: 'test', kind: 'sandbox', label: 'Test', baseUrl: null, implicit: false } as const;
  const directory = await mkdtemp(path.join(tmpdir(), 'outbox-'));
  const store = openOutboxStore({ directory, kinds: writeKinds });
  const session = createSession(connection, api, clock, store.forConnection(connection.id));
  return {
    session,
    origin: sandbox.origin,
    async ask<T>(method: string, path: string, body?: unknown) {
      const response = await fetch(new URL(path, sandbox.origin), {
        method,
        headers: { authorization: sandbox.key, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T };
    },
    async close() {
      await session.dispose();
      await store.close();
      await sandbox.close();
      await rm(directory, { recursive: true });
    },
  };
}

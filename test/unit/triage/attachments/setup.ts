import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { createTalkdeskApi } from '../../../../src/api/talkdesk/index.ts';
import { createUndiciTransport } from '../../../../src/api/undici-transport.ts';
import { startSandbox } from '../../../../src/sandbox/index.ts';
import { MadeAttachments } from '../../../../src/triage/attachments/made.ts';
import { sandboxTalkdesk } from '../../../../src/triage/sessions/talkdesk-connection.ts';
import { createTalkdeskSession } from '../../../../src/triage/sessions/talkdesk-session.ts';
import { OwnerLocks } from '../../../../src/storage/owners.ts';
import { WriteRows } from '../../../../src/triage/outbox/write-rows.ts';
import { openWindowOn } from '../../../support/database.ts';
import { QuickClock, quickTiming } from '../../../support/quick-clock.ts';

/** A folder of its own, removed when the test ends. */
export async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'call-triage-attachments-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

/** A Talkdesk session on a sandbox whose bytes are in a known folder. */
export async function desk(baseUrl?: URL) {
  const directory = await folder();
  const sandbox = await startSandbox({ directory: path.join(directory, 'sandbox') });
  const api = createTalkdeskApi({
    endpoint: async () => ({
      baseUrl: baseUrl ?? new URL(sandbox.origin),
      tokenUrl: new URL('/oauth/token', sandbox.origin),
      clientId: 'sandbox',
      auth: { kind: 'basic' },
      secret: sandbox.key,
    }),
    transport: createUndiciTransport({ closeMs: 0 }),
    retry: { maxAttempts: 1 },
  });
  const storage = path.join(directory, 'storage');
  const database = await openWindowOn(storage);
  const owners = new OwnerLocks(path.join(storage, 'owners'), database);
  const clock = new QuickClock();
  const rows = new WriteRows({ database, owners, clock, timing: quickTiming });
  const made = new MadeAttachments(database);
  const connection = sandboxTalkdesk('sandbox', 'Sandbox');
  const session = createTalkdeskSession(connection, api, clock, rows, async () => 'account', made);
  onTestFinished(async () => {
    await session.dispose();
    await rows.close();
    await owners.close();
    await sandbox.close();
  });
  const ask = async (method: string, target: string, body?: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(new URL(target, sandbox.origin), {
      method,
      headers: { authorization: sandbox.key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  };
  return {
    ...session,
    made,
    directory,
    /** How many pieces of uploads the sandbox keeps. */
    pieces: () => {
      const db = new DatabaseSync(path.join(directory, 'sandbox', 'sandbox.db'), { readOnly: true });
      const row = db.prepare('SELECT count(*) AS count FROM bodies WHERE call IS NULL').get();
      db.close();
      return Number(row?.['count']);
    },
    ask,
    attachments: async () => (await ask('GET', '/sandbox/talkdesk/attachments'))['attachments'] as { name: string }[],
    puts: async () =>
      ((await ask('GET', '/sandbox/requests'))['requests'] as { method: string; path: string }[]).filter(
        ({ method, path: at }) => method === 'PUT' && at.startsWith('/talkdesk-storage/'),
      ).length,
  };
}

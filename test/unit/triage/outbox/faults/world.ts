import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox } from '../../../../../src/sandbox/index.ts';
import { databaseScript } from '../../../../support/database.ts';
import { openGate } from '../../../../support/gate.ts';
import { buildOutboxProcess, startOutboxProcess, type OutboxProcess } from '../../../../support/outbox-process.ts';
import { openWindow, type OutboxWindow } from '../../../../support/outbox-window.ts';
import { QuickClock, quickTiming } from '../../../../support/quick-clock.ts';
import { seedPeople } from '../../../../../src/sandbox/seed/people.ts';

export interface Item {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Which service a kind of write goes to. */
export type Side = 'triage' | 'talkdesk';

/** A server with a gate before it, directories for databases, and windows that are closed at the end. */
export interface World {
  readonly gate: Awaited<ReturnType<typeof openGate>>;
  readonly origin: string;
  readonly key: string;
  /** An issue with a call on it, and a call that is not on it. */
  readonly issueId: string;
  readonly callId: string;
  readonly unattachedCallId: string;
  ask<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  items(path: string): Promise<Item[]>;
  /** Sends bytes to Talkdesk's storage. @returns their request_id */
  upload(content: string): Promise<string>;
  fault(method: string, kind: object, times?: number): Promise<void>;
  clearFaults(): Promise<void>;
  /** Everything as it was at first, and an empty directory. */
  reset(side?: Side): Promise<string>;
  window(directory: string, options?: { readonly totalMs?: number }): OutboxWindow;
  /** @param uid the user it runs as */
  process(directory: string, options?: { readonly origin?: string }, uid?: number): Promise<OutboxProcess>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const root = await mkdtemp(path.join(tmpdir(), 'call-triage-outbox-'));
  const worker = await databaseScript();
  const sandbox = await startSandbox();
  const gate = await openGate(sandbox.origin);
  const windows: OutboxWindow[] = [];
  const processes: OutboxProcess[] = [];
  let script: Promise<string> | undefined;
  let side: Side = 'triage';
  /** Tokens do not pass the gate: it holds the write itself. */
  const tokens = (): { tokensFrom?: string } => (side === 'talkdesk' ? { tokensFrom: sandbox.origin } : {});

  const at = (directory: string) => ({
    directory,
    worker,
    origin: gate.origin,
    key: sandbox.key,
    me: seedPeople[0].id,
    ...tokens(),
  });

  const ask = async <T>(method: string, to: string, body?: unknown): Promise<T> => {
    const response = await fetch(new URL(to, sandbox.origin), {
      method,
      headers: { authorization: sandbox.key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return (text === '' ? null : JSON.parse(text)) as T;
  };
  const items = async (to: string): Promise<Item[]> =>
    (await ask<{ data: { items: Item[] } }>('GET', `${to}?limit=100`)).data.items;
  const endAll = async (): Promise<void> => {
    await Promise.all(windows.splice(0).map((one) => one.close()));
    await Promise.all(processes.splice(0).map((one) => one.kill()));
  };
  const { issueId, callId, unattachedCallId } = await findCalls(ask, items);

  return {
    gate,
    origin: gate.origin,
    key: sandbox.key,
    issueId,
    callId,
    unattachedCallId,
    ask,
    items,
    async upload(content) {
      const form = new URLSearchParams({ grant_type: 'client_credentials' });
      const headers = { authorization: `Basic ${btoa(`sandbox:${sandbox.key}`)}` };
      const given = await fetch(`${sandbox.origin}/oauth/token`, { method: 'POST', headers, body: form });
      const { access_token } = (await given.json()) as { access_token: string };
      const asked = await fetch(`${sandbox.origin}/attachments/2023-03/upload-link`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ allowed_mime_types: ['text/plain'] }),
      });
      const { request_id, url } = (await asked.json()) as { request_id: string; url: string };
      await fetch(url, { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: content });
      return request_id;
    },
    async fault(method, kind, times = 1) {
      const path = side === 'talkdesk' ? '/attachments' : '^/v[12]/';
      // A token that is not taken is renewed once before anybody hears of it.
      const more = side === 'talkdesk' && 'status' in kind && kind.status === 401 ? 2 : 1;
      await ask('POST', '/sandbox/faults', { match: { method, path }, times: times * more, fault: kind });
    },
    clearFaults: async () => void (await ask('DELETE', '/sandbox/faults')),
    async reset(next = 'triage') {
      side = next;
      await endAll();
      await ask('DELETE', '/sandbox/faults');
      await ask('POST', '/sandbox/reset');
      return mkdtemp(path.join(root, 'outbox-'));
    },
    window(directory, options = {}) {
      const one = openWindow({ ...at(directory), timing: quickTiming, ...options }, new QuickClock());
      windows.push(one);
      return one;
    },
    async process(directory, options = {}, uid) {
      script ??= buildOutboxProcess(root);
      const one = await startOutboxProcess(await script, { ...at(directory), ...options }, uid);
      processes.push(one);
      return one;
    },
    async close() {
      await endAll();
      await gate.close();
      await sandbox.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function findCalls(ask: World['ask'], items: World['items']) {
  const { calls } = await ask<{ calls: { call_id: string }[] }>('GET', '/v1/calls');
  for (const issue of await items('/v1/triage/issues')) {
    const links = await items(`/v1/triage/issues/${issue.id}/resources`);
    const on = links.find((link) => link['resource_type'] === 'call' && link['status'] === 'available');
    const loose = calls.find(({ call_id }) => !links.some((link) => link['resource_id'] === call_id));
    if (on === undefined || loose === undefined) continue;
    return { issueId: issue.id, callId: String(on['resource_id']), unattachedCallId: loose.call_id };
  }
  throw new Error('the seed has no issue with a call');
}

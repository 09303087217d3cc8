import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { startSandbox, type SandboxOptions } from '../../../src/sandbox/index.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is empty or not JSON. */
  readonly body: unknown;
}

export interface Client {
  readonly origin: string;
  readonly key: string;
  /** Sends a request with the key. A body is sent as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  put(path: string): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  close(): Promise<void>;
}

/** Makes a client of a running sandbox. */
export function clientOf(endpoint: { origin: string; key: string }): Omit<Client, 'close'> {
  const call: Client['call'] = async (method, target, body, headers = {}) => {
    const response = await fetch(`${endpoint.origin}${target}`, {
      method,
      headers: {
        authorization: endpoint.key,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  };
  return {
    ...endpoint,
    call,
    get: async (target) => await call('GET', target),
    post: async (target, body) => await call('POST', target, body),
    put: async (target) => await call('PUT', target),
    patch: async (target, body) => await call('PATCH', target, body),
    delete: async (target) => await call('DELETE', target),
  };
}

/** Starts a sandbox that is closed when the test ends. */
export async function sandbox(options: SandboxOptions = {}): Promise<Client> {
  const runner = await startSandbox(options);
  onTestFinished(async () => await runner.close());
  return {
    ...clientOf({ origin: runner.origin, key: runner.key }),
    close: async () => await runner.close(),
  };
}

/** Creates a folder that is removed when the test ends. */
export async function folder(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'call-triage-sandbox-'));
  onTestFinished(async () => await rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Returns the data of an envelope. */
export function dataOf<T>(answer: Answer): T {
  const { data, errors } = answer.body as { data: T; errors: unknown };
  if (errors !== null) throw new Error(`${answer.status}: ${answer.text}`);
  return data;
}

export interface Page<T> {
  readonly items: T[];
  readonly next_cursor: string | null;
}

/** Reads all items of a paged list. */
export async function all<T>(client: Pick<Client, 'get'>, target: string, limit = 100): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const separator = target.includes('?') ? '&' : '?';
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<T> = dataOf<Page<T>>(await client.get(`${target}${separator}limit=${limit}${more}`));
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return items;
}

export const refusal = (error: string, message: unknown) => ({ data: null, errors: [{ error, message }] });

/** Sends headers that fetch would not send. */
export async function rawRequest(origin: string, headers: Record<string, string>, target = '/v1/me'): Promise<number> {
  return await new Promise((resolve, reject) => {
    request(`${origin}${target}`, { headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

export interface IssueBody {
  id: string;
  triage_id: string;
  number: number;
  title: string;
  description: string;
  status: string;
  severity: string;
  category: string;
  owner_id: string | null;
  assignee_id: string | null;
  agent_id: string | null;
  created_at: string;
  last_activity_at: string;
  resource_count: number;
  flag_count: number;
  relation_count: number;
  has_unread_activity: boolean;
}

export interface LinkBody {
  id: string;
  resource_type: string;
  resource_id: string;
  title: string;
  status: string;
  created_at: string;
}

export interface FlagBody {
  id: string;
  call_id: string;
  type: string;
  note: string;
  message_index: number | null;
  message_text: string | null;
  created_at: string;
}

export interface CallBody {
  call_id: string;
  completed: boolean;
  created_at: string;
  started_at: string;
  transcripts: { id: number; user: string; text: string; created_at: string }[];
}

/** Finds an issue by its code, as in T-1008. */
export async function issueOf(client: Pick<Client, 'get'>, code: string): Promise<IssueBody> {
  const found = (await all<IssueBody>(client, '/v1/triage/issues')).find((issue) => issue.triage_id === code);
  if (found === undefined) throw new Error(`There is no ${code}.`);
  return found;
}

/** Returns the id of a call that is on no issue. */
export async function freeCall(client: Pick<Client, 'get'>): Promise<string> {
  const { body } = await client.get('/v1/calls?to_number=%2B18435550118');
  return (body as { calls: { call_id: string }[] }).calls[0]!.call_id;
}

export const unknownId = '00000000-0000-4000-8000-000000000000';

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

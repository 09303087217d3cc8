// The MCP server over stdio, driven by the SDK's own client against a real sandbox.
import { execFile } from 'node:child_process';
import { readdir, readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/index.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { systemClock } from '../../src/triage/clock.ts';
import { MaskingPreference } from '../../src/triage/masking-preference.ts';
import { inputSchema, toolNames } from '../../src/triage/tools/schemas.ts';
import { canary, hostileCall, hostileTexts } from '../support/hostile-calls.ts';
import { buildMcpServer, type McpOptions, type McpProcess, startMcpServer } from '../support/mcp-process.ts';
import { openWindow } from '../support/outbox-window.ts';
import { readAnswer } from '../support/untrusted-answer.ts';

let sandbox: RunningSandbox;
let built: Awaited<ReturnType<typeof buildMcpServer>>;
let issueId: string;
const callId = 'hostile';
const key = 'sk-canary-4f1d2c9b8a7e6d5c4b3a2918';

beforeAll(async () => {
  [sandbox, built] = await Promise.all([startSandbox({ key }), buildMcpServer()]);
  const content = hostileCall(
    callId,
    Object.values(hostileTexts).flatMap((texts) => texts.slice(0, 2)),
  );
  const imported = await ask('POST', '/sandbox/import', { items: [{ name: 'hostile.json', content }] });
  issueId = String(imported['issue_id']);
});

afterAll(async () => {
  await sandbox.close();
  await rm(built.directory, { recursive: true });
});

async function ask(method: string, at: string, body?: unknown): Promise<Record<string, unknown>> {
  const headers = { authorization: key, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const text = await (await fetch(new URL(at, sandbox.origin), { method, headers, ...sent })).text();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

interface Logged {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly open: boolean;
}
const requests = async () => (await ask('GET', '/sandbox/requests'))['requests'] as readonly Logged[];
const writes = async () =>
  (await requests()).filter(({ method, path: at }) => method !== 'GET' && at.startsWith('/v1/'));
const fault = (match: object, what: object, times = 100) =>
  ask('POST', '/sandbox/faults', { match, times, fault: what });

async function folder(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'call-triage-mcp-storage-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function start(args: readonly string[] = [], env: McpOptions['env'] = {}): Promise<McpProcess> {
  const server = await startMcpServer(built.script, {
    args,
    env: { BLAND_API_KEY: key, BLAND_BASE_URL: sandbox.origin, ...env },
  });
  onTestFinished(async () => {
    await server.close();
    await ask('DELETE', '/sandbox/faults');
    await ask('DELETE', '/sandbox/requests');
  });
  return server;
}

const flag = { callId, messageIndex: 0, type: 'other', note: 'Here.' };

describe('the list of tools', () => {
  it('has those that read, with the schemas of the manifest', async () => {
    const { client } = await start();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(toolNames.slice(0, 4));
    for (const tool of tools) {
      expect(tool.inputSchema).toEqual(inputSchema(tool.name as (typeof toolNames)[number]));
      expect(tool.annotations?.readOnlyHint).toBe(true);
    }
    expect(client.getServerVersion()).toMatchObject({ name: 'call-triage' });
  });

  it('has those that write only when writes are allowed', async () => {
    const { client } = await start(['--allow-writes']);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(toolNames);
    expect(tools.filter(({ annotations }) => annotations?.readOnlyHint === false).map(({ name }) => name)).toEqual(
      toolNames.slice(4),
    );
  });
});

it('calls and pages: every issue once, and a hostile call as data', async () => {
  const server = await start();
  const codes: unknown[] = [];
  let cursor: string | undefined;
  do {
    const { text } = await server.call('calltriage_search_issues', { limit: 4, ...(cursor && { cursor }) });
    const { own, records } = readAnswer(text);
    codes.push(...records.map(({ code }) => code));
    cursor = /cursor (\S+)$/.exec(own)?.[1];
  } while (cursor !== undefined);
  const { issues } = (await ask('GET', '/sandbox/health')) as { issues: number };
  expect(new Set(codes).size).toBe(issues);
  expect(codes).toHaveLength(issues);
  const { own, records } = readAnswer((await server.call('calltriage_read_transcript', { callId, count: 200 })).text);
  expect(own).not.toContain(canary);
  expect(records.length).toBeGreaterThan(1);
  expect(readAnswer((await server.call('calltriage_read_issue', { issueId })).text).records[0]).toMatchObject({
    kind: 'issue',
  });
  expect((await server.call('calltriage_list_flag_types')).isError).toBe(false);
  expect(await writes()).toEqual([]);
});

it('answers two calls at once, the quick one first', async () => {
  const server = await start();
  await fault({ method: 'GET', path: '/v1/triage/flag-types' }, { kind: 'delay', ms: 1_500 }, 1);
  const order: string[] = [];
  await Promise.all([
    server.call('calltriage_list_flag_types').then(({ isError }) => order.push(`types ${isError}`)),
    server.call('calltriage_read_issue', { issueId }).then(({ isError }) => order.push(`issue ${isError}`)),
  ]);
  expect(order).toEqual(['issue false', 'types false']);
});

it('ends a call that is cancelled, and its request, and answers the next', async () => {
  const server = await start();
  const path = '/v1/triage/flag-types';
  await fault({ method: 'GET', path }, { kind: 'delay', ms: 600_000 }, 1);
  const abort = new AbortController();
  const running = server.call('calltriage_list_flag_types', {}, abort.signal).catch(() => 'cancelled');
  const asked = async () => (await requests()).find((one) => one.path === path);
  await expect.poll(asked, { timeout: 20_000 }).toMatchObject({ open: true });
  abort.abort();
  expect(await running).toBe('cancelled');
  await expect.poll(asked, { timeout: 20_000 }).toMatchObject({ open: false, status: 0 });
  expect((await server.call('calltriage_list_flag_types')).isError).toBe(false);
});

it('refuses bad arguments and unknown tools, and goes on', async () => {
  const server = await start();
  const bad = await Promise.all([
    server.call('calltriage_read_issue', {}),
    server.call('calltriage_read_transcript', { callId, from: -1 }),
    server.call('calltriage_search_issues', { limit: '20' }),
    server.call('calltriage_search_issues', { cursor: 'nonsense' }),
    server.call('calltriage_flag_message', { ...flag, issueId }),
    server.call('calltriage_delete_issue', { issueId }),
  ]);
  for (const { isError, text } of bad)
    expect([isError, text]).toEqual([true, expect.stringMatching(/^INVALID_ARGUMENT: /)]);
  expect((await server.call('calltriage_read_issue', { issueId: 'T-999999' })).text).toMatch(/^NOT_FOUND: /);
  expect((await server.call('calltriage_read_issue', { issueId })).isError).toBe(false);
  expect(await writes()).toEqual([]);
});

it('says that a dead service cannot be reached', async () => {
  const dead = await startSandbox({ key });
  await dead.close();
  const server = await start([], { BLAND_BASE_URL: dead.origin });
  const { isError, text } = await server.call('calltriage_list_flag_types');
  expect([isError, text]).toEqual([true, expect.stringMatching(/^OFFLINE: /)]);
  expect((await server.client.listTools()).tools).toHaveLength(4);
});

describe('writes', () => {
  it('are refused without a folder in which they would be recorded', async () => {
    const server = await start(['--allow-writes']);
    const answers = [
      await server.call('calltriage_flag_message', { ...flag, issueId }),
      await server.call('calltriage_add_comment', { issueId, detail: 'Seen.' }),
    ];
    for (const { isError, text } of answers)
      expect([isError, text]).toEqual([true, expect.stringMatching(/^STORAGE: /)]);
    expect(await writes()).toEqual([]);
  });

  it('go through the outbox of the folder, and never start Norm', async () => {
    const storage = await folder();
    const server = await start(['--allow-writes', `--storage=${storage}`]);
    const flagged = await server.call('calltriage_flag_message', { ...flag, issueId });
    expect(flagged).toEqual({ isError: false, text: expect.stringContaining('Message 0 is flagged') });
    const norm = await server.call('calltriage_add_comment', { issueId, detail: 'Go on, @norm' });
    expect(norm).toEqual({ isError: true, text: expect.stringMatching(/^INVALID_ARGUMENT: /) });
    expect((await writes()).map(({ method }) => method)).toEqual(['POST']);
    expect(await readdir(path.join(storage, 'owners'))).toHaveLength(1);
  });

  it('that could not be delivered are the editor’s, once the server has gone', async () => {
    const directory = await folder();
    const args = ['--allow-writes', `--storage=${directory}`, '--connection=test', '--sandbox'];
    const server = await start(args, { CALL_TRIAGE_ACCOUNT: 'account' });
    const place = `/v1/triage/issues/${issueId}/comments`;
    await fault({ method: 'POST', path: place }, { kind: 'status', status: 429 });
    const { text } = await server.call('calltriage_add_comment', { issueId, detail: 'Left behind.' });
    expect(text).toMatch(/^The change is saved and will be sent by itself/);
    await server.close();
    await ask('DELETE', '/sandbox/faults');
    const worker = path.join(path.dirname(built.script), 'storage', 'worker.cjs');
    const window = openWindow({ directory, worker, origin: sandbox.origin, key }, systemClock);
    onTestFinished(() => window.close());
    await window.ready();
    const comments = async () =>
      (await window.session.api.activity.list(issueId)).items.filter(({ detail }) => detail === 'Left behind.').length;
    await expect.poll(comments, { timeout: 30_000 }).toBe(1);
    await expect.poll(() => window.rows.all(), { timeout: 30_000 }).toEqual([]);
  });
});

it('masks as the editor does, and until it has said so', async () => {
  const detail = 'Call ann@example.com back.';
  await ask('POST', `/v1/triage/issues/${issueId}/comments`, { detail });
  const reads = async (server: McpProcess) =>
    (await server.call('calltriage_read_issue', { issueId })).text.includes('ann@example.com');
  const storage = await folder();
  expect(await reads(await start())).toBe(true);
  expect(await reads(await start(['--mask']))).toBe(false);
  expect(await reads(await start([`--storage=${storage}`]))).toBe(false);
  expect(await readdir(storage)).toEqual([]);
  const script = path.join(path.dirname(built.script), 'storage', 'worker.cjs');
  const database = openDatabase({ file: path.join(storage, 'call-triage.db'), script });
  onTestFinished(() => database.close());
  const masking = new MaskingPreference(database);
  await masking.record(false);
  const server = await start([`--storage=${storage}`]);
  expect(await reads(server)).toBe(true);
  await masking.record(true);
  expect(await reads(server)).toBe(false);
});

it.runIf(process.platform === 'linux')(
  'the key is in no answer, in nothing that is said, in no command line, and no process has it that does not need it',
  async () => {
    const storage = await folder();
    const server = await start(['--allow-writes', `--storage=${storage}`]);
    await fault(
      { method: 'GET', path: '/v1/triage/flag-types' },
      { kind: 'status', status: 400, body: `bad ${key}` },
      1,
    );
    const answers = [
      await server.call('calltriage_list_flag_types'),
      await server.call('calltriage_read_issue', { issueId: key }),
      await server.call('calltriage_read_transcript', { callId }),
      await server.call('calltriage_add_comment', { issueId, detail: 'Seen.' }),
      await server.call('calltriage_search_issues', { query: key, cursor: key }),
    ];
    expect(answers.map(({ text }) => text).join('\n')).not.toContain(key);
    expect(server.said).not.toContain(key);
    expect(server.said).toContain('calltriage_list_flag_types: ');
    // What the system shows of a process.
    const of = (file: string) => readFile(`/proc/${server.pid}/${file}`, 'utf8');
    expect(await of('cmdline')).not.toContain(key);
    expect((await of(`task/${server.pid}/children`)).trim()).toBe('');
    const stored = await Promise.all(
      (await readdir(storage, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => readFile(path.join(entry.parentPath, entry.name))),
    );
    expect(stored.length).toBeGreaterThan(0);
    for (const bytes of stored) expect(bytes.includes(key)).toBe(false);
  },
);

/** Runs the server with this on its input, and nothing more. */
function pipe(input: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  return new Promise<{ code: number | null; out: string; said: string }>((resolve) => {
    const child = execFile(process.execPath, [built.script, ...args], { env: { ...env } }, (_error, out, said) =>
      resolve({ code: child.exitCode, out, said }),
    );
    child.stdin?.end(input);
  });
}

it('answers all that was asked before its input ends, and then ends itself', async () => {
  const clientInfo = { name: 'pipe', version: '1' };
  const message = (of: object) => `${JSON.stringify({ jsonrpc: '2.0', ...of })}\n`;
  const input = [
    message({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } }),
    message({ method: 'notifications/initialized' }),
    message({ id: 2, method: 'tools/call', params: { name: 'calltriage_list_flag_types', arguments: {} } }),
  ].join('');
  const { code, out } = await pipe(input, [], { BLAND_API_KEY: key, BLAND_BASE_URL: sandbox.origin });
  const answers = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: number; result?: object });
  expect(answers.map(({ id, result }) => [id, result !== undefined])).toEqual([
    [1, true],
    [2, true],
  ]);
  expect(code).toBe(0);
});

it.each([
  [[], {}, 'Set BLAND_API_KEY'],
  [['--nonsense'], { BLAND_API_KEY: key }, '--nonsense'],
  [[], { BLAND_API_KEY: key, BLAND_BASE_URL: 'http://example.com' }, 'Usage: '],
] as const)('does not start with %j and %o', async (args, env, words) => {
  const { code, out, said } = await pipe('', args, env);
  expect([code, out]).toEqual([2, '']);
  expect(said).toContain(words);
  expect(said).not.toContain(key);
});

import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeLine } from '../../../../src/triage/journal/lines.ts';
import type { StoredEntry } from '../../../../src/triage/journal/records.ts';
import { openOutboxStore, type OutboxStore } from '../../../../src/triage/journal/store.ts';
import { writeKinds } from '../../../../src/triage/outbox/kinds/index.ts';

let directory: string;
const open: OutboxStore[] = [];

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'call-triage-store-'));
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()));
  await rm(directory, { recursive: true, force: true });
});

function store(at = path.join(directory, 'outbox')): OutboxStore {
  const one = openOutboxStore({ directory: at, kinds: writeKinds });
  open.push(one);
  return one;
}

function entry(connectionId: string, over: Partial<StoredEntry> = {}): StoredEntry {
  const payload = { issueId: 'i', callId: 'c' };
  const id = `outbox-${crypto.randomUUID()}`;
  const createdAt = new Date().toISOString();
  return {
    id,
    connectionId,
    kind: 'call.attach',
    payload,
    createdAt,
    state: 'waiting',
    attempts: 0,
    sentAt: null,
    error: null,
    ...over,
  };
}

const outbox = () => path.join(directory, 'outbox');

/** Writes a journal as a window that is gone would have left it. */
async function leave(bytes: Buffer): Promise<string> {
  const at = path.join(outbox(), `${crypto.randomUUID()}.1`);
  await mkdir(at, { recursive: true });
  await writeFile(path.join(at, 'journal.jsonl'), bytes);
  return at;
}

describe('on the disk', () => {
  it('nothing is there before something is written, and nothing when all of it is done', async () => {
    const one = store();
    await one.connectionsWithEntries();
    expect(await readdir(directory)).toEqual([]);
    const journal = one.forConnection('a');
    const written = entry('a');
    await journal.record({ type: 'entry', entry: written });
    expect(await readdir(outbox())).toHaveLength(2);
    await journal.record({ type: 'delivered', id: written.id, resultId: null, at: written.createdAt });
    await one.close();
    expect(await readdir(outbox())).toEqual([]);
  });

  it('belongs to this user only', async () => {
    await store()
      .forConnection('a')
      .record({ type: 'entry', entry: entry('a') });
    const names = await readdir(outbox(), { recursive: true });
    const modes = await Promise.all(['.', ...names].map((name) => stat(path.join(outbox(), name))));
    for (const found of modes) expect(found.mode & 0o777).toBe(found.isDirectory() ? 0o700 : 0o600);
  });

  it('is rewritten when most of it is past', async () => {
    const one = store();
    const journal = one.forConnection('a');
    const kept = entry('a');
    await journal.record({ type: 'entry', entry: kept });
    for (let round = 0; round < 200; round += 1) {
      await journal.record({ type: 'sending', id: kept.id, at: kept.createdAt });
      await journal.record({ type: 'failed', id: kept.id, ambiguous: false });
    }
    const [name] = (await readdir(outbox())).filter((found) => !found.endsWith('.lease'));
    const text = await readFile(path.join(outbox(), name ?? '', 'journal.jsonl'), 'utf8');
    expect(text.split('\n').length).toBeLessThan(80);
    await one.close();
    expect(await store().forConnection('a').recovered()).toMatchObject([
      { id: kept.id, attempts: 200, payload: kept.payload },
    ]);
  });
});

describe('the next window', () => {
  it('gets the entries of each connection in the order in which they were made', async () => {
    const one = store();
    const [a, b] = [one.forConnection('a'), one.forConnection('b')];
    const all = ['a', 'b', 'a', 'a'].map((id) => entry(id));
    await Promise.all(all.map((each) => (each.connectionId === 'a' ? a : b).record({ type: 'entry', entry: each })));
    await one.close();
    const next = store();
    expect([...(await next.connectionsWithEntries())].sort()).toEqual(['a', 'b']);
    const ids = (await next.forConnection('a').recovered()).map(({ id }) => id);
    expect(ids).toEqual(all.filter(({ connectionId }) => connectionId === 'a').map(({ id }) => id));
  });

  it('leaves alone what a newer version wrote, and says so', async () => {
    const own = encodeLine({ type: 'entry', entry: entry('a') });
    const json = '{"type":"whatever"}';
    const { createHash } = await import('node:crypto');
    const sum = createHash('sha256').update(`2:${json}`).digest('hex').slice(0, 16);
    const bytes = Buffer.concat([own, Buffer.from(`{"v":2,"n":${json.length},"sum":"${sum}","record":${json}}\n`)]);
    const at = await leave(bytes);
    const next = store();
    expect(await next.connectionsWithEntries()).toEqual([]);
    expect(next.reports).toEqual([{ reason: 'newer', position: null, length: null, keptIn: null }]);
    await next.close();
    expect(await readFile(path.join(at, 'journal.jsonl'))).toEqual(bytes);
  });

  it('keeps an entry of a kind that it does not know, and does not send it', async () => {
    const foreign = encodeLine({ type: 'entry', entry: entry('a', { kind: 'norm.ask' }) });
    await leave(Buffer.concat([foreign, encodeLine({ type: 'entry', entry: entry('a') })]));
    const next = store();
    expect(await next.forConnection('a').recovered()).toHaveLength(1);
    expect(next.reports).toMatchObject([{ reason: 'kind', position: 0, keptIn: null }]);
    await next.close();
    const last = store();
    expect(await last.forConnection('a').recovered()).toHaveLength(1);
    expect(last.reports).toMatchObject([{ reason: 'kind' }]);
  });

  it('sets aside a payload that nobody of us wrote', async () => {
    const hostile = encodeLine({ type: 'entry', entry: entry('a', { payload: { issueId: 7, callId: ['x'] } }) });
    await leave(hostile);
    const next = store();
    expect(await next.connectionsWithEntries()).toEqual([]);
    const [report] = next.reports;
    expect(report).toMatchObject({ reason: 'payload', position: 0 });
    expect((await readFile(report?.keptIn ?? '')).includes(hostile.subarray(0, -1))).toBe(true);
  });

  it('asks about an entry when what followed it is damaged, and reports the damage once', async () => {
    const before = entry('a');
    const after = entry('a');
    const damaged = encodeLine({ type: 'discarded', id: before.id });
    damaged[damaged.length - 5] = 0;
    await leave(
      Buffer.concat([
        encodeLine({ type: 'entry', entry: before }),
        damaged,
        encodeLine({ type: 'entry', entry: after }),
      ]),
    );
    const next = store();
    expect(await next.forConnection('a').recovered()).toMatchObject([
      { id: before.id, state: 'refused', payload: before.payload },
      { id: after.id, state: 'waiting' },
    ]);
    expect(next.reports).toMatchObject([{ reason: 'checksum' }]);
    await next.close();
    const last = store();
    expect(await last.forConnection('a').recovered()).toHaveLength(2);
    expect(last.reports).toEqual([]);
  });
});

it('where nothing can be written, recording fails with the reason', async () => {
  const file = path.join(directory, 'file');
  await writeFile(file, '');
  await chmod(file, 0o400);
  const one = store(path.join(file, 'outbox'));
  expect(await one.connectionsWithEntries()).toEqual([]);
  const recording = one.forConnection('a').record({ type: 'entry', entry: entry('a') });
  await expect(recording).rejects.toMatchObject({ name: 'JournalError', code: 'ENOTDIR' });
});

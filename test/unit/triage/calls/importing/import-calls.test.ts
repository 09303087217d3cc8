import { describe, expect, it, onTestFinished } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { bytesIn } from '../../../../../src/api/bytes.ts';
import { BytesError } from '../../../../../src/api/errors.ts';
import type { ImportOutcome } from '../../../../../src/triage/calls/importing/import-calls.ts';
import { file, startImporting } from './support.ts';

const row = (text: string) => ({ id: 1, user: 'user', text, created_at: '2026-05-07T05:26:11.327+00:00' });
const call = (call_id: string, more: object = {}) => ({ call_id, transcripts: [row('Hello.')], ...more });

const importedIds = ({ imported }: ImportOutcome): string[][] =>
  imported.map(({ file: { name }, callId }) => [name, callId]);
const problems = ({ rejected }: ImportOutcome): unknown[] =>
  rejected.map(({ file: { name }, problem }) => [name, problem.kind, 'reason' in problem ? problem.reason.kind : '']);

describe('an import', () => {
  it('takes every call of every file, and names each part that is none', async () => {
    const { run, api } = await startImporting();
    const outcome = await run([
      file('one.json', call('one')),
      file(
        'lines.jsonl',
        `${JSON.stringify(call('two'))}\n{"call_id": oops}\n${JSON.stringify({ payload: call('three') })}\n`,
      ),
      file('empty.json', ''),
      file('other.json', { hello: 1 }),
      file('nobody.json', { call_id: 'four', status: 'no-answer', completed: true, transcripts: null }),
    ]);
    expect(importedIds(outcome)).toEqual([
      ['one.json', 'one'],
      ['lines.jsonl', 'two'],
      ['lines.jsonl', 'three'],
      ['nobody.json', 'four'],
    ]);
    expect(problems(outcome)).toEqual([
      ['lines.jsonl', 'refused', 'json'],
      ['empty.json', 'refused', 'json'],
      ['other.json', 'refused', 'unknown'],
    ]);
    expect(outcome.rejected[0]?.problem).toMatchObject({ place: { line: 2, column: 13 } });
    expect([outcome.triageId, typeof outcome.issueId]).toEqual(['T-1016', 'string']);
    expect((await api.calls.details('three')).transcripts).toHaveLength(1);
  });

  it('joins what stands in other files, whichever comes first', async () => {
    const { run, api } = await startImporting();
    const corrected = { corrected: [{ start: 0, end: 1, text: 'Hello.', speaker: 0 }], aligned: [], original: [] };
    const listed = {
      calls: [{ call_id: 'joined', status: 'completed', completed: true, summary: 'Listed.', from: '+15045550171' }],
    };
    const outcome = await run([
      file('list.json', listed),
      file('corrected-joined.json', corrected),
      file('lost.json', { ...corrected, call_id: 'nobody' }),
      file('joined.json', call('joined', { summary: 'Whole.' })),
    ]);
    expect(problems(outcome)).toEqual([['lost.json', 'refused', 'no-call']]);
    expect(await api.calls.details('joined')).toMatchObject({
      summary: 'Whole.',
      from: '+15045550171',
      transcripts: [{ text: 'Hello.' }],
    });
    expect((await api.corrections.get('joined')).items).toMatchObject([{ text: 'Hello.' }]);
    // Later, to a call that is in the sandbox only.
    const id = '0b4e5c1e-6a5b-4d53-9a3c-2f1d5e8b7a90';
    await run([file('uuid.json', call(id))]);
    expect(problems(await run([file(`corrected-${id}.json`, corrected)]))).toEqual([]);
    expect((await api.corrections.get(id)).items).toHaveLength(1);
  });

  it('takes SMS conversations, and attaches them', async () => {
    const { run, api } = await startImporting();
    const sms = { id: 'sms-1', user_number: '+15045550171', agent_number: '+15045550135', messages: [] };
    const { conversations, issueId, imported } = await run([file('sms.json', sms)]);
    expect([conversations.map(({ conversationId }) => conversationId), imported]).toEqual([['sms-1'], []]);
    const { items } = await api.resources.list(issueId ?? '', { limit: 10 });
    expect(items).toMatchObject([{ resource_type: 'sms_conversation', resource_id: 'sms-1' }]);
  });

  it('says which flags do not match their message any more', async () => {
    const { run, api } = await startImporting();
    const { issueId } = await run([file('a.json', call('a'))]);
    const flag = { call_id: 'a', type: 'dead_air', message_index: 0, message_text: 'Hello.' };
    const { id } = await api.flags.add(issueId ?? '', flag);
    expect((await run([file('a.json', call('a'))])).unmatchedFlags).toEqual([]);
    const outcome = await run([file('a.json', { ...call('a'), transcripts: [row('Other.')] })]);
    expect(outcome.imported).toMatchObject([{ callId: 'a', replaced: true }]);
    expect(outcome.unmatchedFlags).toMatchObject([{ id, issue_id: issueId, message_index: 0, message_text: 'Hello.' }]);
  });

  it('restores an export', async () => {
    const [first, second] = [await startImporting(), await startImporting()];
    await first.run([file('own.json', call('own'))]);
    const pieces: Uint8Array[] = [];
    await first.sandbox.exportAll(async (piece) => void pieces.push(Buffer.from(piece)));
    const document = Buffer.concat(pieces);
    await second.sandbox.removeSamples();
    const outcome = await second.run([file('all.json', document)]);
    expect(outcome.rejected).toEqual([]);
    expect(outcome.imported.find(({ callId }) => callId === 'own')).toMatchObject({ file: { name: 'all.json' } });
    expect(outcome.imported).toHaveLength(10);
    expect((await second.api.issues.list({}, { limit: 50 })).items).toHaveLength(16);
    // What is cut off is named, and what was whole is restored.
    const cut = await second.run([file('cut.json', document.subarray(0, document.length - 200))]);
    expect(problems(cut)).toEqual([
      ['cut.json', 'refused', 'json'],
      ['cut.json', 'refused', 'json'],
    ]);
    expect(cut.imported).toHaveLength(10);
  });

  it('lists a thousand problems of a file, and counts the others', async () => {
    const { run } = await startImporting();
    const { rejected } = await run([file('bad.jsonl', '{"a":1}\n'.repeat(1500))]);
    expect(rejected).toHaveLength(1001);
    expect(rejected.at(-1)?.problem).toEqual({ kind: 'more', count: 500 });
  });

  it('names a file that cannot be read, and takes the others', async () => {
    const { run } = await startImporting();
    const broken = {
      ...file('broken.json', ''),
      async *open(): AsyncGenerator<Uint8Array> {
        yield Buffer.from(`${JSON.stringify(call('before'))}\n`);
        throw new BytesError('unreadable', 'EIO');
      },
    };
    const outcome = await run([broken, file('good.json', call('good'))]);
    expect(problems(outcome)).toEqual([['broken.json', 'unreadable', '']]);
    expect(importedIds(outcome).map(([, id]) => id)).toEqual(['before', 'good']);
  });
});

describe('recordings', () => {
  const sound = (letter: number) => Buffer.alloc(1000, letter);
  const heard = async (api: Awaited<ReturnType<typeof startImporting>>['api'], callId: string) => {
    const parts: Uint8Array[] = [];
    const options = { maxBytes: 1_000_000 };
    for await (const { bytes } of api.recordings.parts(callId, 'audio/wav', options)) parts.push(bytes);
    return Buffer.concat(parts);
  };

  it.each([
    ['is named like the file', 'call-7.json', 'call-7.wav', {}],
    ['has the name of the call', 'export.json', 'id-1.MP3', {}],
    ['has the ID in its name', 'export.json', 'recording_id-1.ogg', {}],
    ['is named in the call, whatever its path', 'export.json', 'x.wav', { recording_url: '/home/somebody/x.wav' }],
    ['is named as a file on Windows', 'export.json', 'x.wav', { recording_url: 'C:\\calls\\x.wav' }],
  ])('one that %s is attached', async (_how, name, audioName, more) => {
    const { run, api } = await startImporting();
    const audio = file(audioName, sound(1));
    const outcome = await run([file(name, call('id-1', more), [audio, file('unrelated.wav', sound(2))])]);
    expect([outcome.recordings, outcome.rejected]).toEqual([1, []]);
    expect((await heard(api, 'id-1')).equals(sound(1))).toBe(true);
  });

  it('of a folder are attached to their calls; one that was chosen and fits none is named', async () => {
    const { run, api } = await startImporting();
    const found = { ...file('noise.wav', sound(3)), isChosen: false };
    const huge = { ...file('huge.wav', sound(4)), size: 65 * 1024 * 1024 };
    const files = [file('a.wav', sound(1)), file('b.json', call('b')), file('b.wav', sound(2)), found, huge];
    const outcome = await run([...files, file('huge.json', call('huge'))]);
    expect(problems(outcome)).toEqual([
      ['huge.wav', 'recording-too-large', ''],
      ['a.wav', 'no-call-of-recording', ''],
    ]);
    expect((await heard(api, 'b')).equals(sound(2))).toBe(true);
  });

  it('elsewhere stay where they are', async () => {
    const { run, api } = await startImporting();
    await run([file('a.json', call('a', { recording_url: 'https://audio.example.com/a.wav' }))]);
    expect(await api.recordings.link('a')).toBe('https://audio.example.com/a.wav');
  });
});

describe('a large import', { timeout: 120_000 }, () => {
  /** JSON lines of 20 KB, made while they are read. */
  const lines = (count: number, onLine: (line: number) => void = () => undefined) => ({
    ...file('large.jsonl', ''),
    size: count * 20_000,
    async *open(): AsyncGenerator<Uint8Array> {
      for (let line = 0; line < count; line += 1) {
        onLine(line);
        const transcripts = Array.from({ length: 20 }, () => row('x'.repeat(900)));
        yield Buffer.from(`${JSON.stringify({ call_id: `call-${line}`, transcripts })}\n`);
      }
    },
  });
  const directory = async (): Promise<string> => {
    const made = await mkdtemp(path.join(tmpdir(), 'call-triage-importing-'));
    onTestFinished(() => rm(made, { recursive: true, force: true }));
    return made;
  };
  const count = (folder: string, table: string): number => {
    const db = new DatabaseSync(path.join(folder, 'sandbox.db'), { readOnly: true });
    try {
      return Number(db.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.['count']);
    } finally {
      db.close();
    }
  };

  it('that is cancelled leaves nothing, while another window saves', async () => {
    const folder = await directory();
    const [first, second] = [await startImporting({ directory: folder }), await startImporting({ directory: folder })];
    const issue = { title: 'Meanwhile', severity: 'low', category: 'Bug' } as const;
    const stop = new AbortController();
    let saved: Promise<unknown> | undefined;
    let last = 0;
    const file = lines(1000, (line) => {
      last = line;
      if (line === 300) saved = second.api.issues.create(issue);
      if (line === 600) stop.abort();
    });
    await expect(first.run([file], { signal: stop.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(last).toBeLessThan(700);
    expect(await saved).toMatchObject({ title: 'Meanwhile' });
    await expect.poll(() => count(folder, 'imports'), { timeout: 20_000 }).toBe(0);
    await expect.poll(() => [count(folder, 'calls'), count(folder, 'bodies')], { timeout: 20_000 }).toEqual([9, 9]);
    expect((await first.api.issues.list({}, { limit: 50 })).items.map(({ title }) => title)).not.toContain(
      'Imported calls',
    );
  });

  it('reports how far it is, and is whole in the end', async () => {
    const { run, api } = await startImporting();
    const seen: number[] = [];
    const outcome = await run([lines(300)], { onProgress: (_file, bytes) => void seen.push(bytes) });
    expect(outcome.imported).toHaveLength(300);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(100);
    expect((await api.calls.details('call-299')).transcripts).toHaveLength(20);
  });
});

it('a file is read from its beginning whatever the size of its pieces', async () => {
  const { run } = await startImporting();
  const bytes = Buffer.from(JSON.stringify(call('pieces')));
  const single = {
    ...file('pieces.json', bytes),
    async *open(): AsyncGenerator<Uint8Array> {
      for (const byte of bytes) yield* bytesIn(Uint8Array.of(byte)).open();
    },
  };
  expect((await run([single])).imported).toHaveLength(1);
});

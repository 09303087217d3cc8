import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { flagDrafts, messageDrafts, textKinds } from '../../../src/triage/draft-kinds.ts';
import { DraftStore } from '../../../src/triage/drafts.ts';

const call = { connectionId: 'work', issueId: 'issue/../1', callId: '../../call' };
const place = flagDrafts(call);
const draft = { index: 3, flagType: 'dead_air', isNew: false, note: 'Half a thought' };

let directory: string;
let problems: unknown[];
const open = () => new DraftStore(directory, (error) => problems.push(error));

beforeEach(async () => {
  problems = [];
  directory = path.join(await mkdtemp(path.join(tmpdir(), 'drafts-')), 'drafts');
});

afterEach(() => rm(path.dirname(directory), { recursive: true, force: true }));

it('has what was kept after a restart, for that call, issue and connection only', async () => {
  const first = open();
  first.keep(place, [draft]);
  await first.flush();
  const second = open();
  await second.load(place);
  expect(second.of(place)).toEqual([draft]);
  for (const other of [{ connectionId: 'home' }, { issueId: null }, { callId: 'another' }]) {
    const elsewhere = flagDrafts({ ...call, ...other });
    expect(await second.load(elsewhere)).toEqual([]);
    expect(second.of(elsewhere)).toEqual([]);
  }
});

it('writes by itself, soon after a change', async () => {
  open().keep(place, [draft]);
  await expect.poll(() => readdir(directory).catch(() => []), { timeout: 5000 }).toHaveLength(1);
  expect(problems).toEqual([]);
});

it('leaves nothing behind when the last draft is gone', async () => {
  const store = open();
  store.keep(place, [draft]);
  await store.flush();
  store.keep(place, []);
  await store.flush();
  expect(await readdir(directory)).toEqual([]);
});

it('keeps others of the machine from reading, and ids out of file names', async () => {
  const store = open();
  store.keep(place, [draft]);
  await store.flush();
  const [name] = await readdir(directory);
  expect(name).toMatch(/^[0-9a-f]{40}\.json$/);
  expect((await stat(path.join(directory, name ?? ''))).mode & 0o077).toBe(0);
});

it('keeps texts apart by connection, issue and kind', async () => {
  const at = (kind: keyof typeof textKinds, issueId: string | null, connectionId = 'work') => ({
    kind: textKinds[kind],
    connectionId,
    issueId,
  });
  const store = open();
  store.keep(at('comment', 'a'), 'On a');
  store.keep(at('comment', 'b'), 'On b');
  store.keep(at('title', null), 'A new one');
  store.keep(at('description', null), '  \n');
  await store.flush();
  expect(await readdir(directory)).toHaveLength(3);
  const again = open();
  expect(await again.load(at('comment', 'a'))).toBe('On a');
  expect(await again.load(at('comment', 'b'))).toBe('On b');
  expect(await again.load(at('title', null))).toBe('A new one');
  for (const empty of [at('comment', 'a', 'home'), at('norm', 'a'), at('title', 'a'), at('description', null)]) {
    expect(await again.load(empty)).toBe('');
  }
});

it.each(['', '{', 'null', '{"version":1,"draft":[]}', '{"version":2,"draft":[{"index":-1}]}', '{"version":2}'])(
  'takes a file that holds %j for none, and goes on',
  async (content) => {
    const store = open();
    store.keep(place, [draft]);
    await store.flush();
    const [name] = await readdir(directory);
    const file = path.join(directory, name ?? '');
    await writeFile(file, content);
    const again = open();
    await again.load(place);
    expect(again.of(place)).toEqual([]);
    again.keep(place, [{ ...draft, note: 'Anew' }]);
    await again.flush();
    expect(await readFile(file, 'utf8')).toContain('Anew');
  },
);

it('keeps drafts in memory, and says so, when they cannot be written', async () => {
  await writeFile(directory, 'a file where the folder should be');
  const store = open();
  store.keep(place, [draft]);
  await store.flush();
  expect(store.of(place)).toEqual([draft]);
  expect(problems).toHaveLength(1);
});

it('keeps the drafts of an SMS conversation apart from those of a call with the same id', async () => {
  const drafts = open();
  const sms = messageDrafts({ connectionId: 'work', issueId: null, conversationId: 'same' });
  drafts.keep(messageDrafts({ connectionId: 'work', issueId: null, callId: 'same' }), [draft]);
  drafts.keep(sms, [{ ...draft, flagType: '', note: '> quoted' }]);
  await drafts.flush();
  const later = open();
  await later.load(sms);
  expect(later.of(sms)).toEqual([{ ...draft, flagType: '', note: '> quoted' }]);
});

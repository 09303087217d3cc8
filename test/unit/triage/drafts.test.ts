import { chmod, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../../src/storage/database.ts';
import { flagDrafts, messageDrafts, textKinds } from '../../../src/triage/draft-kinds.ts';
import { DraftStore } from '../../../src/triage/drafts.ts';
import { databaseScript, openWindowOn } from '../../support/database.ts';
import { storageFolder } from '../../support/storage-process.ts';

const call = { connectionId: 'work', issueId: 'issue/../1', callId: '../../call' };
const place = flagDrafts(call);
const draft = { index: 3, flagType: 'dead_air', isNew: false, note: 'Half a thought' };
const text = (kind: keyof typeof textKinds, issueId: string | null, connectionId = 'work') => ({
  kind: textKinds[kind],
  connectionId,
  issueId,
});

let folder: string;
let database: Database;
let problems: unknown[];
const open = (on = database) => new DraftStore(on, (error) => problems.push(error));
const rows = async () => (await database.read('SELECT value FROM kept')).map(({ value }) => String(value));

beforeEach(async () => {
  problems = [];
  ({ folder } = await storageFolder());
  database = await openWindowOn(folder);
});

it('has what was kept after a restart, for that call, issue and connection only', async () => {
  const first = open();
  first.keep(place, [draft]);
  await first.flush();
  const second = open(await openWindowOn(folder));
  await second.load(place);
  expect(second.of(place)).toEqual([draft]);
  for (const other of [{ connectionId: 'home' }, { issueId: null }, { callId: 'another' }]) {
    const elsewhere = flagDrafts({ ...call, ...other });
    expect(await second.load(elsewhere)).toEqual([]);
    expect(second.of(elsewhere)).toEqual([]);
  }
});

it('stores by itself, soon after a change', async () => {
  open().keep(place, [draft]);
  await expect.poll(rows, { timeout: 5000 }).toHaveLength(1);
  expect(problems).toEqual([]);
});

it('leaves nothing behind when the last draft is gone, also not in the bytes of the file', async () => {
  const store = open();
  store.keep(place, [draft]);
  await store.flush();
  store.keep(place, []);
  await store.flush();
  expect(await rows()).toEqual([]);
  await database.close();
  expect((await readFile(path.join(folder, 'call-triage.db'))).includes('Half a thought')).toBe(false);
});

it('is not overwritten by a window that writes elsewhere', async () => {
  const [one, two] = [open(), open(await openWindowOn(folder))];
  const [left, right] = [text('comment', 'a'), text('comment', 'b')];
  for (const window of [one, two]) await Promise.all([window.load(left), window.load(right)]);
  one.keep(left, 'Left');
  two.keep(right, 'Right');
  await Promise.all([one.flush(), two.flush()]);
  const later = open();
  expect([await later.load(left), await later.load(right)]).toEqual(['Left', 'Right']);
});

it('keeps texts apart by connection, issue and kind', async () => {
  const store = open();
  store.keep(text('comment', 'a'), 'On a');
  store.keep(text('comment', 'b'), 'On b');
  store.keep(text('title', null), 'A new one');
  store.keep(text('description', null), '  \n');
  await store.flush();
  expect(await rows()).toHaveLength(3);
  const again = open();
  expect(await again.load(text('comment', 'a'))).toBe('On a');
  expect(await again.load(text('comment', 'b'))).toBe('On b');
  expect(await again.load(text('title', null))).toBe('A new one');
  for (const empty of [
    text('comment', 'a', 'home'),
    text('norm', 'a'),
    text('title', 'a'),
    text('description', null),
  ]) {
    expect(await again.load(empty)).toBe('');
  }
});

it.each(['', '{', 'null', '[{"index":-1}]'])('takes a row that holds %j for none, and goes on', async (content) => {
  const store = open();
  store.keep(place, [draft]);
  await store.flush();
  await database.write({ sql: 'UPDATE kept SET value = ?', params: [content], changes: 1 });
  const again = open();
  expect(await again.load(place)).toEqual([]);
  again.keep(place, [{ ...draft, note: 'Anew' }]);
  await again.flush();
  expect(await rows()).toEqual([expect.stringContaining('Anew')]);
});

it('that could not be read in time is read again, and not taken for none', async () => {
  const store = open();
  store.keep(place, [draft]);
  await store.flush();
  const timing = { busy: 20, pause: 10, patience: 50 };
  const file = path.join(folder, 'call-triage.db');
  const impatient = openDatabase({ file, script: await databaseScript(), timing });
  onTestFinished(() => impatient.close());
  const late = open(impatient);
  await late.load(text('title', null));
  using other = new DatabaseSync(file);
  other.exec('BEGIN EXCLUSIVE');
  expect(await late.load(place)).toEqual([]);
  expect(problems).toMatchObject([{ code: 'STORAGE', fault: 'busy' }]);
  other.exec('ROLLBACK');
  expect(await late.load(place)).toEqual([draft]);
});

it('keeps drafts in memory while they cannot be stored, says so once, and stores them later', async () => {
  const store = open();
  await open().load(place);
  const raw = new DatabaseSync(path.join(folder, 'call-triage.db'));
  const version = raw.prepare('PRAGMA user_version').get()?.['user_version'];
  // As a newer version of the extension leaves it: this one stops writing.
  raw.exec('PRAGMA user_version = 999');
  store.keep(place, [draft]);
  await store.flush();
  store.keep(text('title', null), 'Another');
  await store.flush();
  expect(store.of(place)).toEqual([draft]);
  expect(problems).toMatchObject([{ code: 'STORAGE', fault: 'newer' }]);
  raw.exec(`PRAGMA user_version = ${Number(version)}`);
  raw.close();
  await store.flush();
  expect(await open().load(place)).toEqual([draft]);
  expect(await open().load(text('title', null))).toBe('Another');
});

it('forgets what is not stored yet as well', async () => {
  const store = open();
  store.keep(place, [draft]);
  await store.forget();
  await store.flush();
  expect([store.of(place), await rows()]).toEqual([[], []]);
});

it('keeps others of the machine from reading', async () => {
  await chmod(folder, 0o755);
  const store = open();
  store.keep(place, [draft]);
  await store.flush();
  expect((await stat(path.join(folder, 'call-triage.db'))).mode & 0o077).toBe(0);
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

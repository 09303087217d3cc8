/** What happens to an entry while something else is waited for, over a service whose answers each test gives by hand. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { AbortError, apiError, NetworkError } from '../../../../src/api/errors.ts';
import { type Database, openDatabase } from '../../../../src/storage/database.ts';
import { OwnerLocks } from '../../../../src/storage/owners.ts';
import { DoubtError } from '../../../../src/triage/outbox/errors.ts';
import type { Entry } from '../../../../src/triage/outbox/entry.ts';
import { type AnyWriteKind, Outbox, type WriteKind } from '../../../../src/triage/outbox/outbox.ts';
import { WriteRows } from '../../../../src/triage/outbox/write-rows.ts';
import { databaseScript } from '../../../support/database.ts';
import { forever, QuickClock, quickTiming } from '../../../support/quick-clock.ts';

interface Note {
  readonly id: string;
  readonly text: string;
  readonly author: string | null;
}

/** A service that keeps notes. What it does with the next requests is what a test says. */
class Notes {
  readonly notes: Note[] = [];
  reads = 0;
  /** Called for each request, before anything is done; what it throws is the answer. */
  onRead: (signal: AbortSignal) => unknown = () => undefined;
  /** Called for each note, after it is stored. */
  afterPost: () => unknown = () => undefined;
  beforePost: () => unknown = () => undefined;
  author: string | null = 'me';
}

interface NotesApi {
  list(signal: AbortSignal): Promise<readonly Note[]>;
  post(text: string): Promise<Note>;
  remove(id: string): Promise<void>;
}

const schema = z.object({ text: z.string() });
type Payload = z.output<typeof schema>;
type Kind = WriteKind<Payload, Note, NotesApi, never>;

const outcomeOf = (note: Note) => ({ made: { id: note.id, author: note.author }, result: note });
const base = { schema, issueId: () => 'issue', apply: () => undefined };

const addNote: Kind = {
  ...base,
  name: 'note.add',
  nextStep: ({ text }) => ({
    type: 'creation',
    async find(api, _before, signal) {
      const notes = await api.list(signal);
      const objects = notes.map((note) => ({
        made: { id: note.id, author: note.author },
        isSame: note.text === text,
        duplicateKey: JSON.stringify([note.text, note.author]),
        outcome: outcomeOf(note),
      }));
      return { ids: notes.map(({ id }) => id), objects, unreadable: [], isComplete: true };
    },
    send: async (api) => outcomeOf(await api.post(text)),
    remove: (api, { id }) => api.remove(id),
  }),
};

/** As a link that is made once only, whose answer names it. */
const putNote: Kind = {
  ...base,
  name: 'note.put',
  nextStep: ({ text }) => ({
    type: 'change',
    isCheckedFirst: true,
    async look(api, _baseline, signal) {
      const found = (await api.list(signal)).find((note) => note.text === text);
      return found === undefined ? { at: 'baseline', baseline: [] } : { at: 'target', outcome: outcomeOf(found) };
    },
    send: async (api) => outcomeOf(await api.post(text)),
  }),
};

const kinds = new Map([addNote, putNote].map((kind) => [kind.name, kind as unknown as AnyWriteKind<NotesApi, never>]));
const unreachable = () =>
  new NetworkError(
    'No way to the service.',
    { method: 'GET', path: '/' },
    { stage: 'connect', systemCode: 'X', sent: false },
  );

interface OpenWindow {
  readonly outbox: Outbox<NotesApi, never>;
  readonly rows: WriteRows;
  readonly database: Database;
  readonly owners: OwnerLocks;
  reopen(): Outbox<NotesApi, never>;
}

let directory: string;
let notes: Notes;
let clock: QuickClock;
const open: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'interleavings-'));
  notes = new Notes();
  clock = new QuickClock();
});
async function closeWindows(): Promise<void> {
  for (const one of open.splice(0)) await one.close();
}

afterEach(async () => {
  await closeWindows();
  await rm(directory, { recursive: true });
});

async function openWindow(): Promise<OpenWindow> {
  const script = await databaseScript();
  const database = openDatabase({ file: path.join(directory, 'call-triage.db'), script, timing: { poll: 20 } });
  const owners = new OwnerLocks(path.join(directory, 'owners'), database);
  const rows = new WriteRows({ database, owners, clock, timing: quickTiming });
  const all: Outbox<NotesApi, never>[] = [];
  const reopen = (): Outbox<NotesApi, never> => {
    const outbox = new Outbox<NotesApi, never>({
      connection: 'test',
      account: async () => 'account',
      api: (before) => notesApi(notes, before),
      rows,
      kinds,
      stores: undefined as never,
      clock,
      timing: quickTiming,
    });
    all.push(outbox);
    return outbox;
  };
  open.push({
    async close() {
      for (const outbox of all) await outbox.dispose();
      await rows.close();
      await owners.close();
      await database.close();
    },
  });
  return { outbox: reopen(), rows, database, owners, reopen };
}

function notesApi(service: Notes, before: () => Promise<void>): NotesApi {
  return {
    async list(signal) {
      service.reads += 1;
      await service.onRead(signal);
      return [...service.notes];
    },
    async post(text) {
      await before();
      await service.beforePost();
      const note = { id: `note-${service.notes.length + 1}`, text, author: service.author };
      service.notes.push(note);
      await service.afterPost();
      return note;
    },
    async remove(id) {
      await before();
      const at = service.notes.findIndex((note) => note.id === id);
      if (at >= 0) service.notes.splice(at, 1);
    },
  };
}

/** A promise, and what ends it. */
function later() {
  let end: { resolve(): void; reject(error: Error): void } | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    end = { resolve, reject };
  });
  return { promise, resolve: () => end?.resolve(), reject: (error: Error) => end?.reject(error) };
}

/** Resolves once it is so; the test's own limit ends a wait in vain. */
async function until(isSo: () => unknown): Promise<void> {
  while (!(await isSo())) await sleep(5);
}

/** Rejects as a request does that its signal ends. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => reject(new AbortError({ method: 'GET', path: '/' }, false));
    signal.addEventListener('abort', end, { once: true });
  });
}

const statesOf = async ({ rows }: OpenWindow) => (await rows.all()).map(({ row }) => row.state);

/** A write that the service has refused. */
async function refused(window: OpenWindow): Promise<Entry<Payload>> {
  notes.beforePost = () => {
    throw apiError({ status: 403, serviceCode: null, message: 'No.', paths: [] }, { method: 'POST', path: '/' });
  };
  const entry = window.outbox.add(addNote, { text: 'one' });
  await window.outbox.outcome(entry.id, forever);
  expect(entry.state).toBe('refused');
  notes.beforePost = () => undefined;
  return entry;
}

/** Sent twice: the first answer was lost and nothing done, as far as both looks show. */
function losesTheFirst(): void {
  notes.beforePost = () => {
    notes.beforePost = () => undefined;
    throw new NetworkError('Lost.', { method: 'POST', path: '/' }, { stage: 'reset', systemCode: 'X', sent: true });
  };
}

it('keeps an entry given up that is discarded while the service is read', async () => {
  const { outbox } = await openWindow();
  const read = later();
  notes.onRead = () => read.promise;
  const entry = outbox.add(addNote, { text: 'one' });
  await until(() => notes.reads > 0);
  expect(await outbox.discard(entry.id)).toBe(true);
  notes.onRead = () => undefined;
  read.reject(unreachable());
  await outbox.outcome(outbox.add(addNote, { text: 'sent after it' }).id, forever);
  expect([entry.state, outbox.entries]).toEqual(['discarded', []]);
});

it('keeps an entry given up that is discarded while it is looked for', async () => {
  const { outbox } = await openWindow();
  losesTheFirst();
  const read = later();
  // The first read is for the baseline.
  notes.onRead = () => (notes.reads > 1 ? read.promise : undefined);
  const entry = outbox.add(addNote, { text: 'one' });
  await until(() => notes.reads > 1);
  expect(await outbox.discard(entry.id)).toBe(true);
  notes.onRead = () => undefined;
  read.reject(unreachable());
  await outbox.outcome(outbox.add(addNote, { text: 'sent after it' }).id, forever);
  expect([entry.state, outbox.entries]).toEqual(['discarded', []]);
});

it('leaves an entry as it is when the window closes during a read', async () => {
  const window = await openWindow();
  notes.onRead = whenAborted;
  window.outbox.add(addNote, { text: 'one' });
  await until(() => notes.reads > 0);
  await window.outbox.dispose();
  expect(await statesOf(window)).toEqual(['waiting']);
});

it('sends an entry once that is sent again twice at the same time', async () => {
  const window = await openWindow();
  const entry = await refused(window);
  await Promise.all([window.outbox.retry(entry.id), window.outbox.retry(entry.id)]);
  await until(async () => (await statesOf(window)).length === 0);
  expect([entry.state, notes.notes.length]).toEqual(['delivered', 1]);
});

it('sends what stands in the database when a change could not be stored', async () => {
  const window = await openWindow();
  const entry = await refused(window);
  await window.database.write({
    sql: "CREATE TRIGGER no BEFORE UPDATE ON writes BEGIN SELECT raise(ABORT, 'no'); END",
  });
  await expect(window.outbox.amend(entry.id, { text: 'two' })).rejects.toThrow();
  await window.database.write({ sql: 'DROP TRIGGER no' });
  expect(entry.payload).toEqual({ text: 'one' });
  await window.outbox.retry(entry.id);
  await until(async () => (await statesOf(window)).length === 0);
  expect(notes.notes.map(({ text }) => text)).toEqual(['one']);
});

it('sends what another window has made of an entry that asks', async () => {
  const [one, other] = [await openWindow(), await openWindow()];
  const entry = await refused(one);
  await until(() => other.outbox.get(entry.id));
  notes.onRead = () => {
    throw apiError({ status: 403, serviceCode: null, message: 'Not now.', paths: [] }, { method: 'GET', path: '/' });
  };
  expect(await other.outbox.amend(entry.id, { text: 'two' })).toBe(true);
  await other.outbox.outcome(entry.id, forever);
  notes.onRead = () => undefined;
  await until(() => (one.outbox.get(entry.id)?.payload as Payload | undefined)?.text === 'two');
  await one.outbox.retry(entry.id);
  await until(async () => (await statesOf(one)).length === 0);
  expect(notes.notes.map(({ text }) => text)).toEqual(['two']);
});

it('takes up again what it has handed over to a window that is gone since', async () => {
  const [one, other] = [await openWindow(), await openWindow()];
  const entry = await refused(one);
  await until(() => other.outbox.get(entry.id));
  notes.onRead = unreachableAlways;
  await other.outbox.retry(entry.id);
  await until(() => one.outbox.get(entry.id) === undefined);
  await other.outbox.dispose();
  await other.owners.close();
  notes.onRead = () => undefined;
  await one.rows.watch();
  await until(async () => (await statesOf(one)).length === 0);
  expect(notes.notes).toHaveLength(1);
});

function unreachableAlways(): void {
  throw unreachable();
}

it('goes on in the next session with what the last one was just about to send', async () => {
  const window = await openWindow();
  notes.onRead = whenAborted;
  const entry = window.outbox.add(addNote, { text: 'one' });
  await until(() => notes.reads > 0);
  const read = later();
  notes.onRead = () => read.promise;
  window.reopen();
  await until(() => notes.reads > 1);
  await window.outbox.dispose();
  await window.rows.change(entry.id, { state: 'sending', baseline: [] });
  read.resolve();
  await until(async () => (await statesOf(window)).length === 0);
  expect(notes.notes).toHaveLength(1);
});

it('settles a change that was made again, whose answer names what it made', async () => {
  const window = await openWindow();
  losesTheFirst();
  const entry = window.outbox.add(putNote, { text: 'one' });
  await window.outbox.outcome(entry.id, forever);
  await until(async () => (await statesOf(window)).length === 0);
  expect(notes.notes).toHaveLength(1);
});

it('stops looking for a surplus when its row is gone', async () => {
  const window = await openWindow();
  losesTheFirst();
  const entry = window.outbox.add(addNote, { text: 'one' });
  notes.afterPost = async () => {
    notes.notes.push({ id: 'late', text: 'one', author: 'me' });
    notes.onRead = async () => void (await window.database.write({ sql: 'DELETE FROM writes' }));
  };
  await window.outbox.outcome(entry.id, forever);
  await sleep(100);
  const { reads } = notes;
  await sleep(100);
  expect(notes.reads).toBe(reads);
  expect(notes.notes).toHaveLength(2);
});

it('waits longer and longer to look for a surplus, and ends where the look is refused', async () => {
  const window = await openWindow();
  losesTheFirst();
  const entry = window.outbox.add(addNote, { text: 'one' });
  let failures = 0;
  notes.afterPost = () => {
    clock.waits.length = 0;
    notes.onRead = () => {
      failures += 1;
      const status = failures < 4 ? 503 : 404;
      throw apiError({ status, serviceCode: null, message: '', paths: [] }, { method: 'GET', path: '/' });
    };
  };
  await window.outbox.outcome(entry.id, forever);
  await until(async () => (await statesOf(window)).length === 0);
  expect(clock.waits.filter((wait) => wait < quickTiming.looks[0])).toEqual([]);
});

it.each([
  ['me', 1],
  [null, 2],
] as const)('takes a surplus away only where its author is known to be me (%s)', async (author, left) => {
  const window = await openWindow();
  notes.author = author;
  losesTheFirst();
  const entry = window.outbox.add(addNote, { text: 'one' });
  notes.afterPost = () => notes.notes.push({ id: 'late', text: 'one', author });
  await window.outbox.outcome(entry.id, forever);
  await until(async () => !(await statesOf(window)).includes('checking'));
  expect(notes.notes).toHaveLength(left);
  expect(await statesOf(window)).toEqual(left === 1 ? [] : ['asks']);
});

it('does not send a third time what was stored twice, whoever says so, and gives it up', async () => {
  const window = await openWindow();
  notes.author = null;
  losesTheFirst();
  const { id } = window.outbox.add(addNote, { text: 'one' });
  notes.afterPost = () => notes.notes.push({ id: 'late', text: 'one', author: null });
  await window.outbox.outcome(id, forever);
  await until(async () => (await statesOf(window)).includes('asks'));
  await expect(window.outbox.retry(id)).rejects.toThrow(new DoubtError('surplus'));
  await expect(window.outbox.amend(id, { text: 'other' })).rejects.toThrow(DoubtError);
  const reopened = window.reopen();
  await reopened.loaded();
  await expect(reopened.amend(id, { text: 'other' })).rejects.toThrow(DoubtError);
  expect(await statesOf(window)).toEqual(['asks']);
  expect(notes.notes).toHaveLength(2);
  expect(await window.outbox.discard(id)).toBe(true);
});

it('makes no equal note while it is looked whether one was made twice', async () => {
  const window = await openWindow();
  const early = await refused(window);
  losesTheFirst();
  const late = window.outbox.add(addNote, { text: 'one' });
  const look = later();
  notes.afterPost = () => {
    notes.afterPost = () => undefined;
    notes.onRead = () => look.promise;
  };
  await window.outbox.outcome(late.id, forever);
  await until(async () => (await statesOf(window)).includes('checking'));
  await window.outbox.retry(early.id);
  expect(
    await window.rows.hasTwin((await window.rows.all()).map(({ row }) => row).find(({ id }) => id === early.id)!),
  ).toBe(true);
  look.resolve();
  await until(async () => (await statesOf(window)).length === 0);
  expect(notes.notes).toHaveLength(2);
});

const stored = {
  id: 'outbox-1',
  connection: 'test',
  account: null,
  issue: 'issue',
  kind: 'note.add',
  payload: { text: 'once' },
  baseline: null,
  state: 'waiting',
  attempts: 0,
  ambiguousAttempts: 0,
  error: null,
  created: 0,
} as const;

it('does not bring back an entry that ends while it is looked whether a replaced file has it', async () => {
  const { database, owners, rows } = await openWindow();
  const watched: Database = {
    onDidChangeElsewhere: database.onDidChangeElsewhere,
    onDidReport: database.onDidReport,
    write: (...statements) => database.write(...statements),
    close: () => database.close(),
    async read(sql, ...params) {
      const found = await database.read(sql, ...params);
      if (params.includes(stored.id)) await rows.settle(stored, null);
      return found;
    },
  };
  const restoring = new WriteRows({ database: watched, owners, clock, timing: quickTiming });
  expect(await restoring.restore(stored)).toBe(false);
  expect(await rows.all()).toEqual([]);
  expect(await rows.restore({ ...stored, id: 'outbox-2' })).toBe(true);
  await restoring.close();
});

it('sets a file aside in which a row that is over stands beside its indexes, and stores the end', async () => {
  const file = path.join(directory, 'call-triage.db');
  await (await openWindow()).rows.add(stored);
  await closeWindows();
  await copyFile(file, `${file}.copy`);
  // Another program's connections, which keep their pages: the file is written over by the copy in between. No window is open
  // meanwhile: a write of its own would tell them that their pages are old.
  const [one, other] = [new DatabaseSync(file), new DatabaseSync(file)];
  const add = (id: string) =>
    one.exec(`INSERT INTO writes (id, connection, issue, kind, payload, state, attempts, doubts, created)
              VALUES ('${id}', 'test', 'issue', 'note.add', '{"text":"twice"}', 'sending', 0, 0, 0)`);
  for (const id of ['outbox-2', 'outbox-3']) add(id);
  other.prepare('SELECT * FROM writes').all();
  await copyFile(`${file}.copy`, file);
  for (const id of ['outbox-4', 'outbox-5']) add(id);
  other.exec(`UPDATE writes SET state = 'sending' WHERE number = 1`);
  for (const connection of [one, other]) connection.close();
  const { database, rows } = await openWindow();
  const reports: string[] = [];
  database.onDidReport(({ kind }) => reports.push(kind));
  expect((await rows.all()).map(({ row }) => row.id)).toEqual(['outbox-1', 'outbox-2', 'outbox-3']);
  await rows.settle({ ...stored, id: 'outbox-2' }, null);
  expect(reports).toEqual(['damaged']);
  expect(await rows.all()).toEqual([]);
  expect(await rows.made.among('test', ['outbox-2'])).toEqual(new Set(['outbox-2']));
});

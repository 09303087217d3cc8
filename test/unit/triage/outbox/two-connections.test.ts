// Two windows on one connection and a third on a connection to another organisation, on one storage folder.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/index.ts';
import { flagDrafts } from '../../../../src/triage/draft-kinds.ts';
import { DraftStore } from '../../../../src/triage/drafts.ts';
import { otherOwner } from '../../../../src/triage/issues/owner.ts';
import { addComment } from '../../../../src/triage/outbox/kinds/add-comment.ts';
import { updateIssue } from '../../../../src/triage/outbox/kinds/update-issue.ts';
import { databaseScript, openWindowOn } from '../../../support/database.ts';
import { otherOrganisation, startOrganisation } from '../../../support/organisation.ts';
import { openWindow, type OutboxWindow } from '../../../support/outbox-window.ts';
import { forever, QuickClock, quickTiming } from '../../../support/quick-clock.ts';

let directory: string;
let worker: string;
let ours: RunningSandbox;
let theirs: RunningSandbox;
let open: OutboxWindow[];

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'two-connections-'));
  worker = await databaseScript();
  [ours, theirs] = await Promise.all([startSandbox(), startOrganisation()]);
  open = [];
});

afterEach(async () => {
  await Promise.all(open.map((window) => window.close()));
  await Promise.all([ours.close(), theirs.close()]);
  await rm(directory, { recursive: true });
});

function windowOn({ origin, key }: RunningSandbox, connectionId: string): OutboxWindow {
  const window = openWindow(
    { directory, worker, origin, key, connectionId: `${connectionId} ${origin}`, timing: quickTiming },
    new QuickClock(),
  );
  open.push(window);
  return window;
}

async function close(window: OutboxWindow): Promise<void> {
  open = open.filter((one) => one !== window);
  await window.close();
}

async function ask<T>({ origin, key }: RunningSandbox, method: string, to: string, body?: unknown): Promise<T> {
  const response = await fetch(new URL(to, origin), {
    method,
    headers: { authorization: key, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return (text === '' ? null : JSON.parse(text)) as T;
}

interface Logged {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}
const logOf = async (server: RunningSandbox): Promise<readonly Logged[]> =>
  (await ask<{ requests: Logged[] }>(server, 'GET', '/sandbox/requests')).requests;
const writesTo = async (server: RunningSandbox): Promise<readonly Logged[]> =>
  (await logOf(server)).filter(({ method, path: to }) => method !== 'GET' && to.startsWith('/v1/'));
const now = { budgetMs: forever, keepRefused: false };

it('what is loaded and changed on one is not seen on the other, even where both have the same ids', async () => {
  const [a, b, c] = [windowOn(ours, 'a'), windowOn(ours, 'a'), windowOn(theirs, 'b')];
  for (const { session } of [a, b, c]) await session.issues.list.load();
  const [issue] = a.session.issues.list.items;
  if (issue === undefined) throw new Error('there is no issue');
  expect(c.session.issues.get(issue.id)?.title).toBe(issue.title);
  await a.session.outbox.deliver(updateIssue, { issueId: issue.id, change: { title: 'Ours alone' } }, now);
  expect(a.session.issues.get(issue.id)?.title).toBe('Ours alone');
  // The other window sees it once it looks again; the other organisation never does.
  await Promise.all([b, c].map(({ session }) => session.issues.refresh()));
  expect(b.session.issues.get(issue.id)?.title).toBe('Ours alone');
  expect(c.session.issues.get(issue.id)?.title).toBe(issue.title);
  const organisations = (window: OutboxWindow) => new Set(window.session.issues.list.items.map(({ org_id: id }) => id));
  expect(organisations(c)).toEqual(new Set([otherOrganisation]));
  expect(organisations(a)).toEqual(organisations(b));
  expect(organisations(a).has(otherOrganisation)).toBe(false);
  await c.session.issues.loadContents(issue.id);
  expect((await logOf(ours)).filter(({ path: to }) => to.includes(`${issue.id}/`))).toEqual([]);
});

it('each key goes to its own service: none is refused, and neither takes the other', async () => {
  const [a, c] = [windowOn(ours, 'a'), windowOn(theirs, 'b')];
  await Promise.all([a, c].map(({ session }) => session.issues.list.load()));
  expect([a, c].map(({ session }) => session.issues.list.error)).toEqual([undefined, undefined]);
  for (const server of [ours, theirs]) expect((await logOf(server)).map(({ status }) => status)).not.toContain(401);
  const swapped = await fetch(new URL('/v1/me', theirs.origin), { headers: { authorization: ours.key } });
  expect(swapped.status).toBe(401);
});

it('what waits for one is neither shown nor sent by the other, also when its window is gone', async () => {
  const [a, c] = [windowOn(ours, 'a'), windowOn(theirs, 'b')];
  await c.session.issues.list.load();
  const issueId = c.session.issues.list.items[0]?.id ?? '';
  const down = { match: { method: 'POST', path: '/v1/' }, fault: { kind: 'status', status: 503 } };
  await ask(ours, 'POST', '/sandbox/faults', down);
  const entry = a.session.outbox.add(addComment, { issueId, detail: 'For our eyes' });
  expect(await a.session.outbox.recorded(entry.id)).toBe(true);
  await close(a);
  const late = windowOn(theirs, 'b');
  await late.ready();
  expect([...c.session.outbox.entries, ...late.session.outbox.entries]).toEqual([]);
  await late.session.outbox.deliver(addComment, { issueId, detail: 'For theirs' }, now);
  expect((await writesTo(theirs)).map(({ path: to }) => to)).toEqual([`/v1/triage/issues/${issueId}/comments`]);
  await ask(ours, 'DELETE', '/sandbox/faults');
  // Whichever window has the row now keeps it for a session of the connection that it was made on.
  await Promise.all([close(c), close(late)]);
  const again = windowOn(ours, 'a');
  await again.ready();
  await expect.poll(async () => (await writesTo(ours)).map(({ status }) => status)).toContain(201);
  await expect.poll(() => again.session.outbox.entries).toEqual([]);
  const comments = async (server: RunningSandbox) =>
    (
      await ask<{ data: { items: { type: string; detail: string }[] } }>(
        server,
        'GET',
        `/v1/triage/issues/${issueId}/activity`,
      )
    ).data.items.flatMap(({ type, detail }) => (type === 'comment' && detail.startsWith('For ') ? [detail] : []));
  expect([await comments(ours), await comments(theirs)]).toEqual([['For our eyes'], ['For theirs']]);
});

it('a half-written note on a call of one is not offered on the same call of the other', async () => {
  const at = (connectionId: string) => flagDrafts({ connectionId, issueId: 'i', callId: 'c' });
  const database = await openWindowOn(directory);
  const draft = { index: 3, flagType: 'dead_air', isNew: false, note: 'For our eyes' };
  const drafts = new DraftStore(database, () => expect.unreachable());
  drafts.keep(at('a'), [draft]);
  await drafts.flush();
  const other = new DraftStore(database, () => expect.unreachable());
  for (const connectionId of ['a', 'b']) await other.load(at(connectionId));
  expect(other.of(at('a'))).toEqual([draft]);
  expect(other.of(at('b'))).toEqual([]);
});

it('an issue of the other organisation is known to be that; one of the same organisation is not taken for it', async () => {
  const body = { title: 'Ours alone', severity: 'low', category: 'Bug' };
  const { id } = (await ask<{ data: { id: string } }>(ours, 'POST', '/v1/triage/issues', body)).data;
  const [a, b, c] = [windowOn(ours, 'a'), windowOn(ours, 'second key'), windowOn(theirs, 'b')];
  const sessions = [a, b, c].map(({ session }) => session);
  expect(otherOwner(c.session, sessions, [id])).toBeUndefined();
  for (const session of [a.session, c.session]) await session.issues.list.load();
  expect(otherOwner(c.session, sessions, ['a text', 7, null, id])).toBe(a.session);
  expect(otherOwner(a.session, sessions, [id])).toBeUndefined();
  expect(otherOwner(b.session, sessions, [id])).toBeUndefined();
  await b.session.issues.list.load();
  b.session.issues.remove(id);
  expect(otherOwner(b.session, sessions, [id])).toBeUndefined();
});

// What stays read while the user works on it, over real HTTP. The service counts a user's own writes as unread activity.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSandbox } from '../../../../src/sandbox/index.ts';
import { seedPeople } from '../../../../src/sandbox/seed/people.ts';
import { addComment } from '../../../../src/triage/outbox/kinds/add-comment.ts';
import { addFlag } from '../../../../src/triage/outbox/kinds/add-flag.ts';
import { addRelation } from '../../../../src/triage/outbox/kinds/add-relation.ts';
import { createIssue } from '../../../../src/triage/outbox/kinds/create-issue.ts';
import { updateIssue } from '../../../../src/triage/outbox/kinds/update-issue.ts';
import type { WriteKind } from '../../../../src/triage/outbox/kind.ts';
import { QuickClock } from '../../../support/quick-clock.ts';
import { temporaryFolder, removeFolder } from '../../../support/paths.mjs';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';

let bench: SandboxSession;
let colleague: Awaited<ReturnType<typeof startSandbox>>;
let directory: string;
/** A read issue with a call, and another one. */
let issueId: string;
let otherId: string;

beforeEach(async () => {
  directory = await temporaryFolder('ct-viewed-');
  bench = await startSandboxSession(new QuickClock(), { directory });
  colleague = await startSandbox({ directory, user: seedPeople[1].id });
  const { issues } = bench.session;
  await issues.list.load();
  for (const { id } of issues.loaded) await issues.view(id);
  issueId = issues.loaded.find(({ triage_id: code }) => code === 'T-1008')?.id ?? '';
  otherId = issues.loaded.find(({ triage_id: code }) => code === 'T-1003')?.id ?? '';
});
afterEach(async () => {
  await bench.close();
  await colleague.close();
  await removeFolder(directory);
});

const write = <P, R>(kind: WriteKind<P, R>, payload: P) =>
  bench.session.outbox.deliver(kind, payload, { budgetMs: 1_000_000, keepRefused: false });

const comments = (id: string, detail: string): Promise<Response> =>
  fetch(new URL(`/v1/triage/issues/${id}/comments`, colleague.origin), {
    method: 'POST',
    headers: { authorization: colleague.key, 'content-type': 'application/json' },
    body: JSON.stringify({ detail }),
  });

/** Whether the service counts an issue as unread. */
async function isUnread(id: string): Promise<boolean> {
  const { body } = await bench.ask<{ data: { has_unread_activity: boolean } }>('GET', `/v1/triage/issues/${id}`);
  return body.data.has_unread_activity;
}
const isShownUnread = (id: string) => bench.session.issues.get(id)?.has_unread_activity;

it('stays read after a comment, a flag and a change of one’s own, and never shows as unread meanwhile', async () => {
  const { issues } = bench.session;
  let flashed = false;
  issues.onDidChange(() => (flashed ||= isShownUnread(issueId) === true));
  await write(addComment, { issueId, detail: 'Mine.' });
  await expect.poll(() => isUnread(issueId)).toBe(false);
  const { body } = await bench.ask<{ data: { items: { resource_id: string }[] } }>(
    'GET',
    `/v1/triage/issues/${issueId}/resources`,
  );
  const flag = { call_id: String(body.data.items[0]?.resource_id), type: 'dead_air', message_index: 1 };
  await write(addFlag, { issueId, flag, attach: false, verify: false });
  await expect.poll(() => isUnread(issueId)).toBe(false);
  await write(updateIssue, { issueId, change: { severity: 'low' } });
  await expect.poll(() => isUnread(issueId)).toBe(false);
  await issues.refresh();
  expect(isShownUnread(issueId)).toBe(false);
  expect(flashed).toBe(false);
});

it('stays read on both sides of a new relation', async () => {
  await write(addRelation, { issueId, relatedIssueId: otherId, relationType: 'blocks' });
  await expect.poll(() => Promise.all([issueId, otherId].map(isUnread))).toEqual([false, false]);
});

it('a new issue of one’s own is read', async () => {
  const issue = { title: 'Made here', severity: 'low', category: 'Bug' } as const;
  const made = await write(createIssue, { issue });
  if ('pending' in made) throw new Error('it was not delivered');
  await expect.poll(() => isUnread(made.id)).toBe(false);
  expect(isShownUnread(made.id)).toBe(false);
});

it('becomes unread when a colleague was there between, before or after the write', async () => {
  await comments(issueId, 'A colleague, before.');
  await write(addComment, { issueId, detail: 'Mine, without having seen it.' });
  await expect.poll(() => isShownUnread(issueId)).toBe(true);
  expect(await isUnread(issueId)).toBe(true);
  await write(addComment, { issueId: otherId, detail: 'Mine, first.' });
  await expect.poll(() => isUnread(otherId)).toBe(false);
  await comments(otherId, 'A colleague, after.');
  await bench.session.issues.refresh();
  expect(isShownUnread(otherId)).toBe(true);
});

it('what was unread before stays so', async () => {
  await comments(issueId, 'A colleague.');
  await bench.session.issues.refresh();
  expect(isShownUnread(issueId)).toBe(true);
  await write(addComment, { issueId, detail: 'Answered without opening it.' });
  await bench.session.issues.refresh();
  expect(isShownUnread(issueId)).toBe(true);
});

it('knows one’s own change before any answer has named its author', async () => {
  await bench.database.write({ sql: 'DELETE FROM accounts', params: [] });
  await write(updateIssue, { issueId, change: { severity: 'low' } });
  await expect.poll(() => isUnread(issueId)).toBe(false);
  await comments(otherId, 'A colleague.');
  // A title leaves no entry by which its author could be told from the colleague.
  await write(updateIssue, { issueId: otherId, change: { title: 'Another title' } });
  await expect.poll(() => isShownUnread(otherId)).toBe(true);
});

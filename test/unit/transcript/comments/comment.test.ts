import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { reply } from '../../../../src/shared/text.ts';
import { systemClock } from '../../../../src/triage/clock.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';
import { editor } from '../../../support/vscode.ts';
import { openPanel, Tab } from '../support/panel.ts';

const text = reply('> User (SMS #2):\n> Saturday', 'Asked twice.');
const posted = { method: 'POST', path: '^/v1/triage/issues/[^/]+/comments$' };

let world: SandboxSession;
let issueId: string;
let tab: Tab;
beforeEach(async () => {
  editor.shown.length = 0;
  world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  const { session, database } = world;
  const { items: issues } = await session.api.issues.list({ search: 'T-1014' });
  issueId = issues.find(({ triage_id: code }) => code === 'T-1014')?.id ?? '';
  await session.issues.loadResources(issueId);
  const { items } = session.issues.contents(issueId).resources;
  const conversationId = items.find(({ resource_type: type }) => type === 'sms_conversation')?.resource_id ?? '';
  tab = new Tab();
  await openPanel(session, database, { connectionId: session.connection.id, issueId, conversationId }, tab);
  tab.show();
  await expect.poll(() => view()?.rows.length).toBeGreaterThan(2);
});

const view = () => {
  const state = tab.last('state')?.state;
  return state?.kind === 'ready' ? state.view : undefined;
};
const marks = () => view()?.comments?.map(({ index, state, waiting, text: said }) => [index, waiting ?? state, said]);
const stored = async (): Promise<number> => {
  const { items } = await world.session.api.activity.list(issueId, {});
  return items.filter(({ detail }) => detail === text).length;
};

it('a comment stands on the message it quotes while it is on its way, and until the window closes once it is stored', async () => {
  const fault = { kind: 'delay', ms: 600_000 };
  await world.ask('POST', '/sandbox/faults', { match: posted, times: 1, fault });
  tab.say({ type: 'comment/create', index: 2, text });
  await expect.poll(marks).toEqual([[2, 'pending', 'Asked twice.']]);
  await world.ask('DELETE', '/sandbox/faults');
  await expect.poll(marks, { timeout: 15_000 }).toEqual([[2, 'stored', 'Asked twice.']]);
  expect(tab.last('commented')).toMatchObject({ index: 2, accepted: true });
  expect(await stored()).toBe(1);
  tab.show();
  await expect.poll(marks).toEqual([[2, 'stored', 'Asked twice.']]);
});

it('a comment says that it waits while the service pauses, in its place and in no notification', async () => {
  const fault = { kind: 'status', status: 429, headers: { 'retry-after': '3600' } };
  await world.ask('POST', '/sandbox/faults', { match: posted, fault });
  tab.say({ type: 'comment/create', index: 2, text });
  await expect.poll(marks).toEqual([[2, 'waiting for the service', 'Asked twice.']]);
  expect(editor.shown.filter(({ place }) => place === 'notification')).toEqual([]);
});

it('a comment that is refused says why on its message, and is sent again or given up from there', async () => {
  const fault = { kind: 'status', status: 422 };
  await world.ask('POST', '/sandbox/faults', { match: posted, fault });
  tab.say({ type: 'comment/create', index: 2, text });
  tab.say({ type: 'comment/create', index: 1, text });
  await expect.poll(marks).toEqual([
    [2, 'failed', 'Asked twice.'],
    [1, 'failed', 'Asked twice.'],
  ]);
  const [first, second] = view()?.comments ?? [];
  expect(first).toMatchObject({ problem: expect.stringMatching(/./), actions: ['retry', 'discard'] });
  // An id that is none of a comment shown here does nothing.
  tab.say({ type: 'comment/resolve', id: 'outbox-elsewhere', action: 'discard' });
  await world.ask('DELETE', '/sandbox/faults');
  tab.say({ type: 'comment/resolve', id: second?.id ?? '', action: 'discard' });
  await expect.poll(marks).toEqual([[2, 'failed', 'Asked twice.']]);
  tab.say({ type: 'comment/resolve', id: first?.id ?? '', action: 'retry' });
  await expect.poll(marks, { timeout: 15_000 }).toEqual([[2, 'stored', 'Asked twice.']]);
  expect(await stored()).toBe(1);
});

it('a comment on a message that the conversation does not have is not made', async () => {
  tab.say({ type: 'comment/create', index: 999, text });
  tab.say({ type: 'comment/create', index: 1, text });
  await expect.poll(marks, { timeout: 15_000 }).toEqual([[1, 'stored', 'Asked twice.']]);
  expect(await stored()).toBe(1);
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { workspace, type WorkspaceConfiguration } from 'vscode';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../../../src/triage/clock.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';
import { openPanel, Tab } from '../support/panel.ts';

const file = path.resolve(import.meta.dirname, '../../../fixtures/cases/15-legacy-pathway-logs.json');
const call: unknown = JSON.parse(readFileSync(file, 'utf8'));
const corrected = [{ start: 2, end: 5, text: 'Maple Dental, this is Laura.', speaker: 1, speaker_label: 'assistant' }];

let world: SandboxSession;
let tab: Tab;
let removeConnection: () => void;
beforeEach(async () => {
  world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  await world.ask('POST', '/sandbox/import', { items: [{ name: 'call.json', content: { details: call, corrected } }] });
  tab = new Tab();
  const target = { connectionId: world.session.connection.id, issueId: null, callId: 'h-15' };
  removeConnection = await openPanel(world.session, world.database, target, tab);
});

it('a page that comes back into view is told that its connection was removed while it was hidden', async () => {
  tab.show();
  await expect.poll(() => tab.last('pathway')).toBeDefined();
  expect(tab.last('state')?.state.kind).toBe('ready');
  tab.hide();
  removeConnection();
  tab.show();
  await expect
    .poll(() => tab.last('state')?.state)
    .toMatchObject({ kind: 'problem', sentence: 'Connection "test" is not in the settings.' });
});

it('a connection that is removed while the events of a call are on their way is told of, and nothing else goes wrong', async () => {
  const { session } = world;
  const unhandled: unknown[] = [];
  const keep = (error: unknown): number => unhandled.push(error);
  process.on('unhandledRejection', keep);
  onTestFinished(() => void process.off('unhandledRejection', keep));
  const shown = new Promise<void>((resolve) => {
    tab.onDidHear((message) => {
      if (message.type === 'state' && message.state.kind === 'ready') resolve();
    });
  });
  tab.show();
  await shown;
  removeConnection();
  await session.pathways.get(await session.transcripts.get('h-15'));
  // Node tells of unhandled rejections once the promises of a turn are through.
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect({ unhandled, kind: tab.last('state')?.state.kind }).toEqual({ unhandled: [], kind: 'problem' });
});

it('the page of a call with a log of the form before events has its nodes between the right messages', async () => {
  tab.show();
  await expect.poll(() => tab.last('pathway')).toBeDefined();
  const { gaps, nodes, rowNodes, problem } = tab.last('pathway')?.pathway ?? {};
  expect(gaps?.map(({ after, events }) => [after, events.map(({ words, seconds }) => [words, seconds])])).toEqual([
    [null, [['Conversation started', 1]]],
    [1, [['Node entered: Reschedule', 10]]],
  ]);
  expect({ nodes, rowNodes, problem }).toEqual({
    nodes: ['greet-1', 'Reschedule'],
    rowNodes: [0, 0, 1, 1],
    problem: null,
  });
});

const requestsFor = async (part: string): Promise<number> => {
  const { body } = await world.ask<{ requests: { path: string }[] }>('GET', '/sandbox/requests');
  return body.requests.filter(({ path: asked }) => asked.endsWith(part)).length;
};

it('a corrected transcript that was refused is not asked for again by a page that is drawn anew, only by Retry', async () => {
  const fault = { kind: 'status', status: 503 };
  await world.ask('POST', '/sandbox/faults', { match: { path: '^/v1/calls/[^/]+/correct$' }, fault });
  tab.show();
  await expect.poll(() => tab.last('pathway')).toBeDefined();
  tab.say({ type: 'corrected', request: 'show' });
  const shownKind = () => tab.last('corrected')?.corrected.kind;
  await expect.poll(shownKind).toBe('refused');
  const asked = await requestsFor('/correct');
  tab.hide();
  tab.show();
  await expect.poll(shownKind).toBe('refused');
  expect(await requestsFor('/correct')).toBe(asked);
  await world.ask('DELETE', '/sandbox/faults');
  tab.say({ type: 'corrected', request: 'show' });
  await expect.poll(shownKind).toBe('ready');
  tab.hide();
  tab.show();
  await expect.poll(shownKind).toBe('ready');
  expect(await requestsFor('/correct')).toBe(asked + 1);
});

it('a page that hides the corrected transcript is told so, whatever was on its way there', async () => {
  tab.show();
  await expect.poll(() => tab.last('pathway')).toBeDefined();
  tab.say({ type: 'corrected', request: 'show' });
  await expect.poll(() => tab.last('corrected')?.corrected.kind).toBe('ready');
  // The page is drawn anew while the reader hides it.
  tab.show();
  await expect.poll(() => tab.last('corrected')?.corrected.kind).toBe('ready');
  tab.say({ type: 'corrected', request: 'hide' });
  await expect.poll(() => tab.last('corrected')?.corrected.kind).toBe('hidden');
  tab.show();
  await expect.poll(() => tab.last('pathway')).toBeDefined();
  expect(tab.last('corrected')).toBeUndefined();
});

it('has pinned flag types on their digits, and says which entries of the setting it ignores', async () => {
  const pinned = ['', 'Barge in', 5, 'dead_air'];
  const get = (name: string): unknown => (name === 'callTriage.flagTypes.pinned' ? pinned : undefined);
  const settings = { get, inspect: () => undefined } as unknown as WorkspaceConfiguration;
  vi.spyOn(workspace, 'getConfiguration').mockReturnValue(settings);
  tab.show();
  const types = () => {
    const state = tab.last('state')?.state;
    return state?.kind === 'ready' && state.view.typesLoading === false ? state.view.flagTypes : undefined;
  };
  await expect.poll(types).toBeDefined();
  expect(types()?.filter(({ digit }) => digit === 2 || digit === 4)).toMatchObject([
    { type: 'Barge in', digit: 2, isNew: true },
    { type: 'dead_air', digit: 4 },
  ]);
  expect(tab.heard).toContainEqual({
    type: 'say',
    text: 'Ignored in the setting callTriage.flagTypes.pinned: 5.',
    tone: 'warning',
  });
});

it('a call that is imported once more while it is read is shown as it is now', async () => {
  tab.show();
  await expect.poll(() => tab.last('pathway')).toBeDefined();
  const details = { call_id: 'h-15', completed: true, transcripts: [{ id: 1, user: 'user', text: 'Another call.' }] };
  await world.ask('POST', '/sandbox/import', { items: [{ name: 'call.json', content: { details } }] });
  world.session.forgetCall('h-15');
  await expect.poll(() => JSON.stringify(tab.last('state'))).toContain('Another call.');
  expect(world.session.transcripts.known('h-15')?.rows).toHaveLength(1);
});

it('gives a flag back to the composer that was saved while its call could not be flagged', async () => {
  tab.show();
  await expect.poll(() => tab.last('pathway')).toBeDefined();
  tab.say({ type: 'flag/create', index: 1, others: [2], flagType: 'dead_air', note: 'Silence.' });
  const draft = { index: 1, flagType: 'dead_air', isNew: false, note: 'Silence.' };
  expect(tab.heard.slice(-2)).toEqual([
    { type: 'compose', index: 1, quote: null, draft, others: [2] },
    { type: 'flagged' },
  ]);
});

it('asks for its call once, while the page loads, names its tab, and tells the page then', async () => {
  await expect.poll(() => requestsFor('/calls/h-15')).toBe(1);
  await expect.poll(() => tab.title).toBe('+1 415 555 0123');
  expect(tab.heard).toEqual([]);
  tab.show();
  await expect.poll(() => tab.last('pathway')).toBeDefined();
  expect(tab.last('state')?.state.kind).toBe('ready');
  expect(await requestsFor('/calls/h-15')).toBe(1);
});

it('tells the page what went wrong while it loaded, without asking again, and asks again by Retry', async () => {
  const other = new Tab();
  const target = { connectionId: world.session.connection.id, issueId: null, callId: 'no-such-call' };
  const warned = new Promise<void>((resolve) => {
    void openPanel(world.session, world.database, target, other, () => resolve());
  });
  await warned;
  expect(other.heard).toEqual([]);
  other.show();
  expect(other.last('state')?.state.kind).toBe('problem');
  const asked = await requestsFor('/no-such-call');
  other.say({ type: 'problem', action: 'retry' });
  await expect.poll(() => requestsFor('/no-such-call')).toBe(asked + 1);
  await expect.poll(() => other.last('state')?.state.kind).toBe('problem');
});

import { Uri, type WebviewPanel } from 'vscode';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { ActiveTranscript } from '../../../../src/editor/active-transcript.ts';
import type { Services } from '../../../../src/editor/services.ts';
import { Emitter } from '../../../../src/shared/event.ts';
import type { Draft } from '../../../../src/shared/transcript.ts';
import type { PageMessage } from '../../../../src/shared/messages.ts';
import type { Issue } from '../../../../src/api/bland/issues.ts';
import { systemClock } from '../../../../src/triage/clock.ts';
import { flagDrafts } from '../../../../src/triage/draft-kinds.ts';
import { DraftStore } from '../../../../src/triage/drafts.ts';
import { ApproximateIndexError } from '../../../../src/triage/transcript/errors.ts';
import { addFlag } from '../../../../src/triage/outbox/kinds/add-flag.ts';
import { ReviewMarks } from '../../../../src/triage/review/marks.ts';
import { ReviewQueue } from '../../../../src/triage/review/queue.ts';
import { PlayerPreference } from '../../../../src/triage/calls/player-settings.ts';
import type { TranscriptPanel } from '../../../../src/transcript/panel/panel.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';
import { editor } from '../../../support/vscode.ts';
import { Tab } from '../support/panel.ts';
import { TranscriptPanels } from '../../../../src/transcript/panel/panels.ts';
import { writeTarget } from '../../../../src/transcript/target.ts';

interface Stored {
  readonly id: string;
  readonly [field: string]: unknown;
}

let world: SandboxSession;
let services: Services;
let panels: TranscriptPanels;
/** A call that no issue holds, and two issues. */
let callId: string;
let issue: Issue;
let other: Issue;

beforeEach(async () => {
  world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  const { session, database } = world;
  editor.takesFirst = false;
  editor.picker = undefined;
  editor.ran = [];
  services = {
    context: { extensionUri: Uri.from({ scheme: 'file', path: '/extension' }) },
    log: { warn: () => undefined, info: () => undefined },
    connections: {
      read: () => ({ connections: [session.connection], talkdesk: [], problems: [] }),
      onDidChange: new Emitter<unknown>().event,
    },
    session: () => session,
    openSessions: () => [session],
    drafts: new DraftStore(database, (error) => expect.unreachable(String(error))),
    player: new PlayerPreference(database),
    activeTranscript: new ActiveTranscript(),
    review: new ReviewQueue(new ReviewMarks(database), { read: () => undefined, write: () => undefined }),
    database,
  } as unknown as Services;
  onTestFinished(() => services.drafts.flush());
  panels = new TranscriptPanels(services);
  await session.issues.list.load();
  [issue, other] = session.issues.list.items as [Issue, Issue];
  const { body } = await world.ask<{ calls: { call_id: string }[] }>('GET', '/v1/calls');
  const held = new Set<unknown>();
  for (const { id } of session.issues.list.items) {
    for (const link of await stored(`/v1/triage/issues/${id}/resources`)) held.add(link['resource_id']);
  }
  callId = body.calls.find(({ call_id: id }) => !held.has(id))!.call_id;
});

async function stored(path: string): Promise<readonly Stored[]> {
  return (await world.ask<{ data: { items: Stored[] } }>('GET', `${path}?limit=100`)).body.data.items;
}

const targetOf = (issueId: string | null) => ({ connectionId: world.session.connection.id, issueId, callId });
const panelAt = (issueId: string | null): TranscriptPanel | undefined =>
  issueId === null ? panels.find(callId, undefined) : panels.find(callId, issueId);

/** Opens the call for an issue, or for none, and waits until its page shows it. */
async function openCall(issueId: string | null): Promise<Tab> {
  const tab = new Tab();
  panels.restore(tab as unknown as WebviewPanel, { panel: writeTarget(targetOf(issueId)) });
  onTestFinished(() => tab.close());
  tab.show();
  await expect.poll(() => tab.last('pathway')).toBeDefined();
  tab.heard = [];
  return tab;
}

async function pick(start: string): Promise<void> {
  await expect.poll(() => editor.picker).toBeDefined();
  const picker = editor.picker!;
  await expect.poll(() => picker.busy).toBe(false);
  editor.picker = undefined;
  picker.go(start);
  picker.enter();
}

const begin = (change: object = {}): PageMessage => ({
  type: 'flag/begin',
  index: 3,
  others: [],
  quote: null,
  ...change,
});
const create = (change: object = {}): PageMessage => ({
  type: 'flag/create',
  index: 3,
  others: [],
  flagType: 'dead_air',
  note: 'Too long.',
  ...change,
});
const headOf = (tab: Tab) => {
  const state = tab.last('state')?.state;
  return state?.kind === 'ready' ? { code: state.view.header.issue?.code, canFlag: state.view.canFlag } : undefined;
};

it("the issue that is chosen for a flag is the panel's from then on, and call and flag go there as one write", async () => {
  const tab = await openCall(null);
  tab.say(begin({ quote: 'the very words', others: [4, 5] }));
  await pick(issue.triage_id);
  await expect.poll(() => tab.last('compose')).toMatchObject({ index: 3, quote: 'the very words', others: [4, 5] });
  expect(headOf(tab)).toEqual({ code: issue.triage_id, canFlag: true });
  expect(tab.last('panel')).toEqual({ type: 'panel', panel: writeTarget(targetOf(issue.id)) });
  // The page hears first whose it is, then sees it, then opens the composer.
  const order = tab.heard.map(({ type }) => type).filter((type) => ['panel', 'state', 'compose'].includes(type));
  expect(order.slice(0, 3)).toEqual(['panel', 'state', 'compose']);
  expect(panels.find(callId, issue.id)).toBe(panelAt(null));
  tab.say(create());
  const entries = world.session.outbox.entries.filter(({ kind }) => kind === addFlag.name);
  expect(entries.map(({ payload }) => payload)).toMatchObject([{ issueId: issue.id, attach: true }]);
  await expect
    .poll(async () => (await stored(`/v1/triage/issues/${issue.id}/flags`)).map((flag) => flag['note']))
    .toContain('Too long.');
  const links = await stored(`/v1/triage/issues/${issue.id}/resources`);
  expect(links.filter((link) => link['resource_id'] === callId).length).toBe(1);
  // Known to hold it now, the next flag does not attach it again.
  await expect.poll(() => world.session.issues.holds(issue.id, callId)).toBe(true);
  tab.say(create({ index: 4 }));
  const next = world.session.outbox.entries.find(({ kind }) => kind === addFlag.name);
  expect(next?.payload).toMatchObject({ attach: false });
});

it('a picker that is closed leaves everything as it was, and a second press of the key is no second question', async () => {
  const tab = await openCall(null);
  tab.say(begin());
  await expect.poll(() => editor.picker).toBeDefined();
  const picker = editor.picker!;
  tab.say(begin());
  expect(editor.picker).toBe(picker);
  picker.escape();
  await expect.poll(() => panelAt(null)?.isChoosingIssue).toBe(false);
  expect(panelAt(null)?.target.issueId).toBeNull();
  expect(tab.heard.filter(({ type }) => type === 'panel' || type === 'compose' || type === 'state')).toEqual([]);
  expect(world.session.outbox.entries).toEqual([]);
});

it('New Issue… makes issue and flag as one change, and is what the call is read for then', async () => {
  const tab = await openCall(null);
  const draft = { index: 3, flagType: 'dead_air', isNew: false, note: 'About 9 s of silence.' };
  tab.say(begin({ draft }));
  await pick('New Issue…');
  await expect.poll(() => editor.ran.length).toBe(1);
  const words = { type: 'dead_air', note: 'About 9 s of silence.' };
  expect(editor.ran).toMatchObject([['callTriage.createIssueWithFlag', { callId, messageIndex: 3, ...words }]]);
  expect(panelAt(null)?.target.issueId).toBeNull();
  // Several messages, or words of one, are for the composer: the issue is made with the call, and then it opens.
  editor.result = other;
  tab.say(begin({ others: [4] }));
  await pick('New Issue…');
  await expect.poll(() => tab.last('compose')).toMatchObject({ index: 3, others: [4] });
  expect(editor.ran.at(-1)).toMatchObject(['callTriage.createIssue', { callId }]);
  expect(panelAt(null)?.target.issueId).toBe(other.id);
});

it('the head changes the issue, to none as well; half-written drafts stay with call and issue', async () => {
  const tab = await openCall(issue.id);
  const before = writeTarget(targetOf(issue.id));
  const half: Draft = { index: 5, flagType: 'privacy', isNew: false, note: 'Half a th' };
  tab.say({ type: 'drafts', panel: before, drafts: [half] });
  tab.say({ type: 'issue/change' });
  await pick(other.triage_id);
  await expect.poll(() => headOf(tab)?.code).toBe(other.triage_id);
  // What the page said last before it heard of the change.
  tab.say({ type: 'drafts', panel: before, drafts: [{ ...half, note: 'Half a thought' }] });
  const draftsOf = (issueId: string | null) => services.drafts.load(flagDrafts(targetOf(issueId)));
  expect(await draftsOf(other.id)).toEqual([]);
  tab.say({ type: 'issue/change' });
  await pick('No Issue');
  await expect.poll(() => headOf(tab)).toEqual({ code: undefined, canFlag: false });
  tab.say({ type: 'issue/change' });
  await pick(issue.triage_id);
  await expect.poll(() => headOf(tab)?.code).toBe(issue.triage_id);
  const state = tab.last('state')?.state;
  expect(state?.kind === 'ready' ? state.view.drafts : undefined).toEqual([{ ...half, note: 'Half a thought' }]);
});

it('drafts without an issue go along to the one that is chosen; one on the same message stays where it is', async () => {
  const draft = (index: number, note: string): Draft => ({ index, flagType: 'privacy', isNew: false, note });
  await openCall(null);
  services.drafts.keep(flagDrafts(targetOf(null)), [draft(1, 'one'), draft(2, 'two')]);
  services.drafts.keep(flagDrafts(targetOf(issue.id)), [draft(2, 'another two')]);
  await panelAt(null)?.changeIssue(issue.id, issue);
  const of = (issueId: string | null) => services.drafts.of(flagDrafts(targetOf(issueId))).map(({ note }) => note);
  expect({ issue: of(issue.id), none: of(null) }).toEqual({ issue: ['another two', 'one'], none: ['two'] });
});

it('a panel that is open for the chosen issue already is brought to the front, and the other stays', async () => {
  const [none, own] = [await openCall(null), await openCall(issue.id)];
  none.active = true;
  own.active = false;
  none.say(begin());
  await pick(issue.triage_id);
  await expect.poll(() => own.last('compose')).toMatchObject({ index: 3 });
  expect(own.revealed).toBeGreaterThan(0);
  expect(none.last('panel')).toBeUndefined();
  expect(panelAt(null)?.target.issueId).toBeNull();
});

it('flags of every issue that holds the call show with its code, and are removed from their own issue', async () => {
  for (const [one, type] of [
    [issue, 'dead_air'],
    [other, 'privacy'],
  ] as const) {
    await world.ask('PUT', `/v1/triage/issues/${one.id}/calls/${callId}`);
    await world.ask('POST', `/v1/triage/issues/${one.id}/flags`, { call_id: callId, type, message_index: 2 });
    await world.session.issues.loadContents(one.id);
  }
  const tab = await openCall(issue.id);
  tab.hide();
  tab.show();
  const state = tab.last('state')?.state;
  const flags = state?.kind === 'ready' ? state.view.flags : [];
  expect(flags.map(({ type, issue: on }) => [type, on?.code])).toEqual([
    ['dead_air', undefined],
    ['privacy', other.triage_id],
  ]);
  const id = flags[1]!.id;
  tab.say({ type: 'flag/open', id });
  await expect.poll(() => tab.last('compose')?.draft).toMatchObject({ edits: id, flagType: 'privacy' });
  tab.say({ type: 'flag/edit', id, index: 2, flagType: 'privacy', note: 'Said aloud.' });
  const notes = async (one: Issue) =>
    (await stored(`/v1/triage/issues/${one.id}/flags`))
      .filter((flag) => flag['call_id'] === callId)
      .map((flag) => flag['note'] ?? '');
  await expect.poll(() => notes(other)).toEqual(['Said aloud.']);
  const shown = () => tab.last('flags')?.flags.map(({ note, issue: on }) => [note, on?.code]);
  await expect.poll(shown).toEqual([
    ['', undefined],
    ['Said aloud.', other.triage_id],
  ]);
  tab.say({ type: 'flag/remove', id: tab.last('flags')!.flags[1]!.id });
  await expect.poll(() => notes(other)).toEqual([]);
  expect((await notes(issue)).length).toBe(1);
  await expect.poll(() => shown()?.length).toBe(1);
});

it('suggestions are there without an issue; one that is taken as it is asks for the issue first', async () => {
  const call = {
    call_id: 'silent',
    created_at: '2026-04-30T14:32:00.000Z',
    completed: true,
    transcripts: [0, 3, 60].map((seconds, id) => ({
      id,
      user: id === 1 ? 'user' : 'assistant',
      text: `Line ${id}.`,
      created_at: new Date(Date.parse('2026-04-30T14:32:00.000Z') + seconds * 1000).toISOString(),
    })),
  };
  const imported = await world.ask('POST', '/sandbox/import', { items: [{ name: 'call.json', content: call }] });
  expect(imported.status).toBe(200);
  callId = 'silent';
  const tab = new Tab();
  panels.restore(tab as unknown as WebviewPanel, { panel: writeTarget(targetOf(null)) });
  onTestFinished(() => tab.close());
  tab.show();
  await expect.poll(() => tab.last('pathway')?.pathway.findings.length).toBe(1);
  const [finding] = tab.last('pathway')!.pathway.findings;
  tab.say({ type: 'finding', id: finding!.id, action: 'store' });
  await pick(other.triage_id);
  await expect
    .poll(async () =>
      (await stored(`/v1/triage/issues/${other.id}/flags`)).filter((flag) => flag['call_id'] === callId),
    )
    .toMatchObject([{ type: finding!.flagType, note: finding!.note, message_index: 2 }]);
});

it('a call whose message numbers are approximate says so, opens no composer, and gets no flag by a number', async () => {
  callId = 'rough-1';
  const content = {
    call_id: callId,
    completed: true,
    transcripts: [],
    concatenated_transcript: 'user: Hi \n assistant: Yes',
  };
  await world.ask('POST', '/sandbox/import', { items: [{ name: 'rough.json', content }] });
  const tab = await openCall(issue.id);
  tab.say(begin({ index: 0 }));
  await expect.poll(() => tab.last('say')?.text).toMatch(/^Message numbers of this call are approximate/);
  expect(tab.last('compose')).toBeUndefined();
  // A write that was made without having read the call finds out before it sends.
  const flag = { call_id: callId, type: 'dead_air', message_index: 0 };
  const entry = world.session.outbox.add(addFlag, { issueId: issue.id, attach: true, verify: true, flag });
  await expect.poll(() => world.session.outbox.get(entry.id)?.error).toBeInstanceOf(ApproximateIndexError);
  expect((await stored(`/v1/triage/issues/${issue.id}/flags`)).map((one) => one['call_id'])).not.toContain(callId);
});

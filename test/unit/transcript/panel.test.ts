import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as vscode from 'vscode';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { Services } from '../../../src/editor/services.ts';
import { Emitter } from '../../../src/shared/event.ts';
import { systemClock } from '../../../src/triage/clock.ts';
import { DraftStore } from '../../../src/triage/drafts.ts';
import { NoConnectionError } from '../../../src/triage/errors.ts';
import type { TranscriptPanel as TranscriptPanelType } from '../../../src/transcript/panel.ts';
import { PlayerPreference } from '../../../src/triage/player-settings.ts';
import { type SandboxSession, startSandboxSession } from '../../support/sandbox-session.ts';
import { standIn } from '../editor/support/vscode-stand-in.ts';
import { Tab } from './support/tab.ts';

vi.mock('vscode', () => standIn([], { on: false }));

const { Uri } = await import('vscode');
const { TranscriptPanel } = await import('../../../src/transcript/panel.ts');

const file = path.resolve(import.meta.dirname, '../../fixtures/cases/15-legacy-pathway-logs.json');
const call: unknown = JSON.parse(readFileSync(file, 'utf8'));

let world: SandboxSession;
let tab: Tab;
let removeConnection: () => void;
beforeEach(async () => {
  world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  await world.ask('POST', '/sandbox/import', { items: [{ name: 'call.json', content: call }] });
  const { session, database } = world;
  const { connection } = session;
  const changed = new Emitter<{ readonly connectionId: string | null }>();
  let connections = [connection];
  const services = {
    context: { extensionUri: Uri.from({ scheme: 'file', path: '/extension' }) },
    log: { warn: () => undefined },
    connections: { read: () => ({ connections, talkdesk: [], problems: [] }), onDidChange: changed.event },
    session(connectionId: string) {
      if (connections.length === 0) throw new NoConnectionError(connectionId);
      return session;
    },
    drafts: new DraftStore(database, (error) => expect.unreachable(String(error))),
    player: new PlayerPreference(database),
    database,
  } as unknown as Services;
  removeConnection = () => {
    connections = [];
    changed.fire({ connectionId: null });
  };
  tab = new Tab();
  const target = { connectionId: connection.id, issueId: null, callId: 'h-15' };
  const panel: TranscriptPanelType = new TranscriptPanel(
    services,
    target,
    tab as unknown as vscode.WebviewPanel,
    async () => panel,
  );
  panel.onDidDispose(() => undefined);
  onTestFinished(() => tab.close());
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
    [null, [['The conversation begins', 1]]],
    [1, [['Node entered: Reschedule', 10]]],
  ]);
  expect({ nodes, rowNodes, problem }).toEqual({
    nodes: ['greet-1', 'Reschedule'],
    rowNodes: [0, 0, 1, 1],
    problem: null,
  });
});

// Search in transcripts: what it covers with and without the call cache, its rows, and when cached calls go.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { callAt } from '../e2e/numbered-calls.ts';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, refusal, type Service } from './service.ts';
import { extension, type Tree, treeText } from './tree-text.ts';

interface Found {
  readonly matches: readonly { readonly callId: string; readonly messageIndex: number; readonly messageText: string }[];
  readonly loaded: number;
  readonly cached: number;
  readonly missing: number;
  readonly notSearched: number | null;
  readonly hasMore: boolean;
}

/** As many as the window keeps in memory. */
const inMemory = 24;

describe('search in transcripts', () => {
  let service: Service;
  let tree: Tree;
  /** All calls of the service. */
  let all: number;

  const search = (text: string, more: object = {}): Promise<Found> => command<Found>('searchCalls', { text, ...more });
  const setMasked = (masked: boolean): Thenable<void> =>
    vscode.workspace
      .getConfiguration()
      .update('callTriage.maskPersonalData', masked, vscode.ConfigurationTarget.Global);
  /** Loads every call at least once, whatever the window has of them. */
  async function loadAll(): Promise<void> {
    for (let round = 0; round < 3; round += 1) await search('nothing says this', { loadListed: true });
  }

  before(async () => {
    service = await connectToService('search');
    const items = Array.from({ length: 30 }, (_, at) => ({ name: `${at}.json`, content: callAt(at) }));
    await service.ask('POST', '/sandbox/import', { items });
    const { calls } = (await service.ask<{ calls: unknown[] }>('GET', '/v1/calls?limit=1000')).body;
    all = calls.length;
    assert.ok(all > inMemory && all <= 50, String(all));
    tree = (await extension()).search;
  });

  after(async () => {
    await command('toggleCallCache', { on: false });
    await setMasked(false);
    await command('clearSearchResults', {});
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await service.close();
    await forgetConnections();
  });

  it('covers what is loaded, and says what is not; rows offer to search more and to keep calls', async () => {
    const nothing = await search('CHARGED  twice');
    assert.deepEqual([nothing.matches, nothing.loaded, nothing.cached], [[], 0, 0]);
    assert.deepEqual(await treeText(tree, 2), [
      nothing.notSearched === null ? 'Search Recent Calls' : `Search ${all} More Calls`,
      'Turn On Call Cache…',
    ]);
    await command('openTranscript', { callId: 'call-3' });
    await eventually(async () => assert.equal((await search('chárged twice')).loaded, 1));
    const { matches } = await search('chárged twice');
    assert.deepEqual(
      matches.map(({ callId, messageIndex, messageText }) => [callId, messageIndex, messageText]),
      [['call-3', 1, 'I was charged twice.']],
    );
  });

  it('a row marks what was found, and a click opens the transcript at the message', async () => {
    const [call] = (await tree.getChildren()) ?? [];
    assert.ok(call);
    const [message] = (await tree.getChildren(call)) ?? [];
    assert.ok(message);
    assert.equal(await tree.getParent?.(message), call);
    const item = await tree.getTreeItem(message);
    assert.deepEqual(item.label, { label: 'I was charged twice.', highlights: [[6, 19]] });
    assert.equal(item.description, '0:05 · Caller');
    assert.equal(item.accessibilityInformation?.label, 'I was charged twice., Caller, 0:05 · #1');
    assert.equal(item.command?.command, 'callTriage.openTranscript');
    const [target] = item.command.arguments as [{ callId: string; messageIndex: number }];
    assert.deepEqual([target.callId, target.messageIndex], ['call-3', 1]);
    assert.match((await treeText(tree, 1))[0] ?? '', /^\d+:\d.* {2}Summary 3 of a call about billing\. {2}1$/);
  });

  it('loads listed calls when it is told to, and covers all of them', async () => {
    const found = await search('welcome to call', { loadListed: true });
    assert.deepEqual([found.loaded, found.cached, found.missing, found.notSearched], [all, 0, 0, 0]);
    assert.deepEqual(
      found.matches.map(({ callId }) => callId),
      Array.from({ length: 30 }, (_, at) => `call-${at}`),
    );
    assert.equal((await treeText(tree, 1)).at(-1), 'Turn On Call Cache…');
    // Without the cache, only what is in memory is found later.
    const later = await search('welcome to call');
    assert.deepEqual([later.loaded, later.cached, later.notSearched], [inMemory, 0, all - inMemory]);
  });

  it('with the cache on, calls that were read are found when they are no longer loaded', async () => {
    assert.deepEqual(await command('toggleCallCache', { on: true }), { on: true });
    await loadAll();
    const found = await search('welcome to call');
    assert.deepEqual([found.loaded, found.cached, found.notSearched], [inMemory, all - inMemory, 0]);
    assert.equal(found.matches.length, 30);
    assert.equal((await treeText(tree, 1)).length, 30);
  });

  it('with masking on, finds and shows no personal data, also of calls that were kept before', async () => {
    const number = '+1 415 555 0188';
    const content = {
      ...callAt(0),
      call_id: 'personal',
      transcripts: [{ id: 0, user: 'user', text: `Call ${number}.` }],
    };
    await service.ask('POST', '/sandbox/import', { items: [{ name: 'personal.json', content }] });
    await command('refresh', {});
    await search('x', { loadListed: true });
    assert.equal((await search('415 555 0188')).matches.length, 1);
    await setMasked(true);
    // The view searches again by itself.
    await eventually(async () => assert.deepEqual(await treeText(tree, 2), []));
    assert.deepEqual((await search('415 555 0188')).matches, []);
    const { matches } = await search('Call +');
    assert.deepEqual(
      matches.map(({ messageText }) => messageText),
      ['Call +• ••• ••• ••••.'],
    );
    assert.doesNotMatch((await treeText(tree, 2)).join('\n'), /0188|555/);
    await setMasked(false);
  });

  it('deletes what was kept when it is turned off', async () => {
    await command('toggleCallCache', { on: false });
    assert.equal((await search('welcome')).cached, 0);
    await command('toggleCallCache', { on: true });
    assert.equal((await search('welcome')).cached, 0);
  });

  it('shows nothing that was read with a key that is deleted', async () => {
    await loadAll();
    assert.ok((await search('welcome')).cached > 0);
    await command('signOut', { connectionId: 'search' });
    assert.equal((await refusal('searchCalls', { text: 'welcome' })).name, 'NoKeyError');
    await command('setApiKey', { connectionId: 'search', apiKey: service.key });
    const { loaded, cached } = await search('welcome');
    assert.deepEqual([loaded, cached], [0, 0]);
  });

  it('deletes the calls of a connection that is removed, and closes what was found in them', async () => {
    await loadAll();
    assert.ok((await search('welcome')).cached > 0);
    const configuration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('callTriage');
    const connections = configuration().inspect('connections')?.globalValue;
    await forgetConnections();
    await eventually(async () => assert.deepEqual(await treeText(tree, 1), []));
    // The key is still there: only the removal has deleted them.
    await configuration().update('connections', connections, vscode.ConfigurationTarget.Global);
    await eventually(async () => {
      const { loaded, cached } = await search('welcome');
      assert.deepEqual([loaded, cached], [0, 0]);
    });
  });

  it('takes no text that has nothing to search for', async () => {
    for (const text of ['', ' \u200b', 'x'.repeat(501)]) {
      assert.equal((await refusal('searchCalls', { text })).code, 'INVALID_ARGUMENT');
    }
    assert.equal((await refusal('searchCalls', {})).code, 'INVALID_ARGUMENT');
  });
});

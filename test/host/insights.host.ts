// Insights: the page opens, its counts can be copied and saved, and the flags of a bar are listed, by argument object.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';

describe('insights', () => {
  let service: Service;
  let folder: string;

  before(async () => {
    service = await connectToService('insights');
    folder = await mkdtemp(path.join(tmpdir(), 'insights-'));
    await command('showAllIssues', {});
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true });
    await service.close();
    await forgetConnections();
  });

  it('showFlags gives the flags that match all of its arguments', async () => {
    const { flags, hasMore } = await command<{ flags: Item[]; hasMore: boolean }>('showFlags', {});
    const types = await service.list('/v1/triage/flag-types');
    const all = types.reduce((sum, { usage_count: count }) => sum + Number(count), 0);
    assert.deepEqual([flags.length, hasMore], [all, false]);
    const [first] = flags;
    const { type, agentId, agentVersionId } = first as Item & Readonly<Record<string, string>>;
    const some = await command<{ flags: Item[] }>('showFlags', { type, agentId, agentVersionId });
    const expected = flags.filter((one) => one['type'] === type && one['agentVersionId'] === agentVersionId);
    assert.deepEqual(some.flags, expected);
    assert.deepEqual((await command<{ flags: Item[] }>('showFlags', { since: '2100-01-01' })).flags, []);
    const refused = await refusal('showFlags', { since: 'soon' });
    assert.equal(Reflect.get(refused, 'code'), 'INVALID_ARGUMENT');
  });

  it('showInsights opens one page for a connection', async () => {
    const opened = await command('showInsights', {});
    assert.deepEqual(opened, { connectionId: service.connectionId });
    await command('showInsights', {});
    await eventually(async () => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      const pages = tabs.filter(
        ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('callTriage.insights'),
      );
      assert.equal(pages.length, 1);
      assert.equal(pages[0]?.label, 'Insights');
    });
  });

  it('copyInsights copies a table for each picture', async () => {
    const { characters } = await command<{ characters: number }>('copyInsights', { range: '52w' });
    const text = await vscode.env.clipboard.readText();
    assert.equal(text.length, characters);
    assert.deepEqual(
      text.split('\n').filter((line) => line.startsWith('## ')),
      ['## Flags by Type', '## Flags over Time', '## Flags by Agent Version', '## Flags by Node'],
    );
    assert.match(text, /^\| Flag type \| All flags \| In loaded issues \|$/m);
    assert.equal(text.match(/^\| --- \|/gm)?.length, 4);
  });

  it('saveInsights saves a picture that stands alone', async () => {
    const file = path.join(folder, 'types.svg');
    const saved = await command('saveInsights', { picture: 'types', uri: vscode.Uri.file(file).toString() });
    assert.deepEqual(saved, { uri: vscode.Uri.file(file).toString() });
    const text = await readFile(file, 'utf8');
    assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.match(text, /<title id="title">Flags by Type<\/title>/);
    assert.equal((await refusal('saveInsights', { picture: 'types' })).name, 'InvalidArgumentError');
    assert.equal((await refusal('saveInsights', { picture: 'pie' })).name, 'InvalidArgumentError');
  });
});

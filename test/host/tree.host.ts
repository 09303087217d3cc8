// The tree of issues as a user sees it, and as it stays over a refresh, over errors and over odd data.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, type Service } from './service.ts';
import { findNode, issueList, issueRows, issuesTree, type Tree, treeText } from './tree-text.ts';

describe('the tree of issues', () => {
  let service: Service;
  let tree: Tree;

  before(async () => {
    service = await connectToService('tree');
    tree = await issuesTree();
    await command('showAllIssues', {});
  });

  after(async () => {
    await service.close();
    await forgetConnections();
  });

  it('shows every issue with code, title, severity and status', async () => {
    const rows = await issueRows(tree);
    const issues = await service.list('/v1/triage/issues');
    assert.equal(rows.length, issues.length);
    for (const issue of issues) {
      const row = rows.find((one) => one.startsWith(`${String(issue['triage_id'])}  ${String(issue['title'])}`));
      assert.ok(row, `no row for ${String(issue['triage_id'])}`);
      assert.ok(row.includes(`${String(issue['severity'])} · ${String(issue['status']).replaceAll('_', ' ')}`), row);
    }
  });

  it('shows calls with their flags, conversations, files, what is gone, and relations in words', async () => {
    const text = (await issueRows(tree, 3)).join('\n');
    const issues = await service.list('/v1/triage/issues');
    const all = async (what: string): Promise<Item[]> =>
      (await Promise.all(issues.map(({ id }) => service.list(`/v1/triage/issues/${id}/${what}`)))).flat();
    for (const flag of await all('flags')) {
      const place = flag['message_index'] === null ? '' : `  #${Number(flag['message_index'])}`;
      assert.ok(text.includes(`${String(flag['type'])}${place}`), JSON.stringify(flag));
    }
    for (const link of await all('resources')) assert.ok(text.includes(String(link['title'])), JSON.stringify(link));
    assert.match(text, /no longer available/);
    for (const relation of await all('relations')) {
      const word = { blocks: 'block', duplicate_of: 'duplicate', related_to: 'related to' }[
        String(relation['relation_type'])
      ];
      assert.match(text, new RegExp(`${word}\\S*( of| by)? ${String(relation['related_triage_id'])}`));
    }
  });

  it('keeps its nodes over a refresh, so that expansion and selection stay', async () => {
    const [first] = (await tree.getChildren(await issueList(tree))) ?? [];
    const [issue] = await service.list('/v1/triage/issues');
    await service.ask('PUT', `/v1/triage/issues/${String(issue?.id)}/view`);
    await command('refresh', {});
    const again = (await tree.getChildren(await issueList(tree))) ?? [];
    assert.ok(first !== undefined && again.includes(first));
  });

  it('shows a new flag at once', async () => {
    const [issue] = await service.list('/v1/triage/issues');
    assert.ok(issue);
    const resources = await service.list(`/v1/triage/issues/${issue.id}/resources`);
    const call = resources.find((one) => one['resource_type'] === 'call' && one['status'] === 'available');
    assert.ok(call);
    const node = await findNode(tree, String(issue['triage_id']));
    await treeText(tree, 2, node);
    let changed = 0;
    const subscription = tree.onDidChangeTreeData?.(() => (changed += 1));
    const target = { issueId: issue.id, callId: call['resource_id'], messageIndex: 1, type: 'seen_at_once' };
    await command('flagMessage', target);
    subscription?.dispose();
    assert.ok(changed > 0);
    assert.ok((await treeText(tree, 2, node)).some((row) => row.trim().startsWith('seen_at_once  #1')));
    // What is one's own is read: the service is asked for it in the background.
    await eventually(async () => {
      const { body } = await service.ask<{ data: Item }>('GET', `/v1/triage/issues/${issue.id}`);
      assert.equal(body.data['has_unread_activity'], false);
    });
  });

  it('shows an issue that cannot be read, and those around it', async () => {
    const body = JSON.stringify({
      data: {
        items: [
          { id: 7, triage_id: 'T-7', title: null },
          { id: 'x', triage_id: 'T-8', title: '<b>odd</b>\u0007', severity: 'weird', status: 'strange' },
        ],
        next_cursor: null,
      },
      errors: null,
    });
    await service.ask('POST', '/sandbox/faults', {
      match: { method: 'GET', path: '^/v1/triage/issues$' },
      fault: { kind: 'status', status: 200, body, headers: { 'content-type': 'application/json' } },
    });
    let rows: string[] = [];
    // A refresh that was under way already may have its answer.
    await eventually(async () => {
      await command('refresh', {});
      rows = await issueRows(tree);
      assert.equal(rows.length, 2, rows.join('\n'));
    });
    assert.ok(
      rows.some((row) => row.startsWith('Unreadable item: T-7')),
      rows.join('\n'),
    );
    assert.ok(rows.includes('T-8  <b>odd</b>  weird · strange'), rows.join('\n'));
    await service.ask('DELETE', '/sandbox/faults');
    await command('refresh', {});
  });

  it('keeps the rows and says what happened when a refresh fails, and recovers', async () => {
    const before = await issueRows(tree);
    await service.ask('POST', '/sandbox/faults', {
      match: { method: 'GET', path: '^/v1/triage/issues$' },
      fault: { kind: 'status', status: 403 },
    });
    // A refresh that was under way already may have its answer.
    await eventually(async () => {
      await command('refresh', {});
      const top = await treeText(tree, 1);
      assert.match(top[0] ?? '', /^Could not load the issues\. Retry {2}\S/);
    });
    assert.deepEqual(await issueRows(tree), before);
    await service.ask('DELETE', '/sandbox/faults');
    const [failed] = (await tree.getChildren()) ?? [];
    const { command: retry } = await tree.getTreeItem(failed as object);
    await vscode.commands.executeCommand(String(retry?.command), ...(retry?.arguments ?? []));
    assert.deepEqual(await issueRows(tree), before);
  });

  it('loads page after page', async () => {
    for (let number = 0; number < 45; number += 1) {
      await service.ask('POST', '/v1/triage/issues', { title: `More ${number}`, severity: 'low', category: 'Bug' });
    }
    await command('refresh', {});
    const rows = await issueRows(tree);
    assert.match(rows.at(-1) ?? '', /^Load more… {2}50 issues so far/);
    const more = ((await tree.getChildren(await issueList(tree))) ?? []).at(-1);
    const item = await tree.getTreeItem(more as object);
    await vscode.commands.executeCommand(String(item.command?.command), ...(item.command?.arguments ?? []));
    const all = await service.list('/v1/triage/issues');
    assert.equal((await issueRows(tree)).length, all.length);
  });

  it('is empty, with a welcome instead, when no connection is set up', async () => {
    await forgetConnections();
    assert.deepEqual(await tree.getChildren(), []);
  });
});

describe('settings that cannot be used', () => {
  const set = (connections: unknown) =>
    vscode.workspace
      .getConfiguration('callTriage')
      .update('connections', connections, vscode.ConfigurationTarget.Global);

  after(forgetConnections);

  it('are named one by one, and the good ones work', async () => {
    const tree = await issuesTree();
    await set([
      'nonsense',
      { id: 'bird', kind: 'pigeon' },
      { id: 'open', kind: 'bland', baseUrl: 'http://api.example.com' },
      { id: 'box', kind: 'sandbox' },
    ]);
    const rows = [...(await treeText(tree, 1)), ...(await issueRows(tree))];
    assert.equal(rows.filter((row) => row.startsWith('Invalid connection in settings')).length, 3);
    const text = rows.join('\n');
    assert.match(text, /Connection number 1 in the settings must be an object/);
    assert.match(text, /Connection "bird" has the unknown kind "pigeon"/);
    assert.match(text, /Connection "open": .*https/);
    assert.match(text, /T-1002/);
  });

  it('are named when the setting is no list at all', async () => {
    const tree = await issuesTree();
    await set({ id: 'x' });
    assert.match((await treeText(tree, 1)).join('\n'), /must be a list/);
  });
});

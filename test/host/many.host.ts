// 2,000 issues in the real view: what is asked for is what is shown, by the service's own log.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type ManyIssues, startManyIssues } from '../support/many-issues.ts';
import { eventually } from './eventually.ts';
import { command, forgetConnections } from './service.ts';
import { findNode, issueRows, issuesTree, type Tree, treeText } from './tree-text.ts';

describe('2,000 issues', () => {
  let service: ManyIssues;
  let tree: Tree;
  let asked: () => readonly string[];

  before(async () => {
    service = await startManyIssues({ issues: 2_000, flags: 20 });
    await vscode.workspace.getConfiguration('callTriage').update('refreshInterval', 0, true);
    const account = { id: 'many', kind: 'bland', label: 'Many', baseUrl: service.origin, apiKey: 'org_many' };
    await vscode.commands.executeCommand('callTriage.connect', account);
    tree = await issuesTree();
    asked = () => service.asked.filter((one) => one.startsWith('/v1/triage/'));
  });

  after(async () => {
    await service.close();
    await forgetConnections();
    await vscode.workspace.getConfiguration('callTriage').update('refreshInterval', undefined, true);
  });

  const cursors = () => asked().map((one) => new URL(one, service.origin).searchParams.get('cursor'));

  it('the first page is shown after one request, however often the view is drawn', async () => {
    await vscode.commands.executeCommand('callTriage.issues.focus');
    const rows = await issueRows(tree);
    assert.equal(rows.length, 51);
    assert.match(rows[0] ?? '', /^T-1000 {2}Issue 0/);
    assert.equal(rows[50], 'Load more…  50 issues so far');
    await issueRows(tree);
    assert.deepEqual(cursors(), [null]);
  });

  it('each further page is one request more', async () => {
    await command('loadMore', {});
    assert.equal((await issueRows(tree)).length, 101);
    await command('loadMore', {});
    assert.equal((await issueRows(tree)).length, 151);
    assert.deepEqual(cursors(), [null, '50', '100']);
  });

  it('below an issue is asked for once it is opened, and below no other', async () => {
    const before = asked().length;
    const node = await findNode(tree, 'T-1120', undefined, 1);
    assert.match((await treeText(tree, 1, node)).join('\n'), /A call/);
    await treeText(tree, 1, node);
    const below = asked().slice(before);
    assert.equal(new Set(below).size, below.length, below.join('\n'));
    assert.ok(below.length > 0 && below.every((one) => one.startsWith('/v1/triage/issues/i120/')), below.join('\n'));
  });

  it('selecting a row far down loads nothing', async () => {
    const before = asked().length;
    assert.equal((await command('revealIssue', { issueId: 'i140' }))['revealed'], true);
    await eventually(() => assert.deepEqual(asked().slice(before), []));
  });
});

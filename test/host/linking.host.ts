// Relations between issues, and the end of an issue, by script: what each command resolves to, and what is left of it.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';
import { findNode, issueRows, issuesTree, type Tree, treeText } from './tree-text.ts';

describe('linking and deleting issues', () => {
  let service: Service;
  let tree: Tree;
  let made: Item;
  let other: Item;

  before(async () => {
    service = await connectToService('linking');
    tree = await issuesTree();
    await command('showAllIssues', {});
    await issueRows(tree);
    const create = (title: string) => command<Item>('createIssue', { title, severity: 'low', category: 'Bug' });
    made = await create('One');
    other = await create('Another one');
  });

  after(async () => {
    await service.close();
    await forgetConnections();
  });

  const issueOf = async (id: string): Promise<Item> =>
    (await service.ask<{ data: Item }>('GET', `/v1/triage/issues/${id}`)).body.data;
  const relations = (id: string) => service.list(`/v1/triage/issues/${id}/relations`);
  /** An issue's row. */
  const rowOf = async (issue: Item) =>
    (await issueRows(tree)).find((row) => row.startsWith(String(issue['triage_id']))) ?? '';

  it('linkIssue links by code, gives an existing link again, and shows it on both sides', async () => {
    const link = { issueId: made.id, relatedIssueId: other['triage_id'], relationType: 'blocks' };
    const relation = await command<Item>('linkIssue', link);
    assert.equal(relation['related_issue_id'], other.id);
    assert.equal(relation['direction'], 'outgoing');
    assert.equal((await command('linkIssue', link))['id'], relation.id);
    assert.deepEqual(
      (await relations(other.id)).map(({ id, direction }) => [id, direction]),
      [[relation.id, 'incoming']],
    );
    const below = async (issue: Item) =>
      (await treeText(tree, 1, await findNode(tree, String(issue['triage_id']), undefined, 1))).join('\n');
    assert.ok((await below(made)).includes(`blocks ${String(other['triage_id'])}`));
    assert.ok((await below(other)).includes(`blocked by ${String(made['triage_id'])}`));
    assert.match(await rowOf(made), /1↳$/);
    assert.match(await rowOf(other), /1↳$/);
  });

  it('a click on a relation opens the page of the other issue; revealing one that is not loaded is said', async () => {
    const issueNode = await findNode(tree, String(made['triage_id']), undefined, 1);
    const node = await findNode(tree, 'blocks', issueNode, 1);
    const { command: click } = await tree.getTreeItem(node);
    const opened = await vscode.commands.executeCommand(String(click?.command), ...(click?.arguments ?? []));
    assert.deepEqual(opened, { issueId: other.id });
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const missing = { issueId: nowhere, revealed: false };
    assert.deepEqual(await command('revealIssue', { issueId: nowhere }), missing);
  });

  it('the tab of an issue has its name also when another is opened before its page is there', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const { id } of [made, other]) await command('openIssue', { issueId: id });
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    const names = [made, other].map((issue) => `${String(issue['triage_id'])} ${String(issue['title'])}`);
    await eventually(() => assert.deepEqual(labels(), names));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('linkIssue refuses the issue itself, what is missing, and an issue that is not there', async () => {
    const blocks = { issueId: made.id, relationType: 'blocks' };
    const itself = { ...blocks, relatedIssueId: made['triage_id'] };
    assert.equal((await refusal('linkIssue', itself)).name, 'InvalidArgumentError');
    assert.equal((await refusal('linkIssue', blocks)).name, 'InvalidArgumentError');
    assert.equal(
      (await refusal('linkIssue', { ...blocks, relatedIssueId: other.id, relationType: 'is_like' })).name,
      'InvalidArgumentError',
    );
    assert.equal((await refusal('linkIssue', { ...blocks, relatedIssueId: 'T-999999' })).name, 'IssueNotFoundError');
    assert.equal((await refusal('linkIssue', { ...blocks, relatedIssueId: 'no-such' })).name, 'NotFoundError');
    assert.equal((await relations(made.id)).length, 1);
  });

  it('unlinkIssue works from either side, once', async () => {
    const [relation] = await relations(made.id);
    const target = { issueId: other.id, relationId: relation?.id };
    assert.deepEqual(await command('unlinkIssue', target), { relationId: relation?.id });
    assert.deepEqual(await relations(made.id), []);
    assert.equal((await refusal('unlinkIssue', target)).name, 'NotFoundError');
    assert.equal((await refusal('unlinkIssue', { issueId: made.id })).name, 'InvalidArgumentError');
    for (const issue of [made, other]) assert.doesNotMatch(await rowOf(issue), /↳/);
  });

  it('deleteIssue needs the code, and takes the issue and its links out of the tree', async () => {
    await command('linkIssue', { issueId: other.id, relatedIssueId: made.id, relationType: 'duplicate_of' });
    const code = String(made['triage_id']);
    for (const confirm of [undefined, '', 'T-1', String(other['triage_id']), made.id, 'yes']) {
      const args = { issueId: made.id, ...(confirm === undefined ? {} : { confirm }) };
      assert.equal((await refusal('deleteIssue', args)).name, 'InvalidArgumentError', String(confirm));
    }
    assert.equal((await issueOf(made.id)).id, made.id);
    assert.deepEqual(await command('deleteIssue', { issueId: code, confirm: code }), { issueId: made.id });
    assert.equal((await service.ask('GET', `/v1/triage/issues/${made.id}`)).status, 404);
    assert.equal(await rowOf(made), '');
    assert.doesNotMatch(await rowOf(other), /↳/);
    const again = await refusal('deleteIssue', { issueId: made.id, confirm: code });
    assert.equal(again.name, 'NotFoundError');
  });
});

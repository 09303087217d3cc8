// Issues, made and edited by script: what each command resolves to, and what the service has afterwards.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';
import { findNode, issueRows, issuesTree, type Tree, tooltipOf } from './tree-text.ts';

describe('editing issues', () => {
  let service: Service;
  let tree: Tree;
  let made: Item;
  let other: Item;

  before(async () => {
    service = await connectToService('editing');
    tree = await issuesTree();
    await command('showAllIssues', {});
    await issueRows(tree);
  });

  after(async () => {
    await service.close();
    await forgetConnections();
  });

  const issueOf = async (id: string): Promise<Item> =>
    (await service.ask<{ data: Item }>('GET', `/v1/triage/issues/${id}`)).body.data;
  const create = (title: string) => command<Item>('createIssue', { title, severity: 'low', category: 'Bug' });
  /** An issue's row. */
  const rowOf = async (issue: Item) =>
    (await issueRows(tree)).find((row) => row.startsWith(String(issue['triage_id']))) ?? '';

  it('createIssue makes the issue with its evidence, and the tree has it at once', async () => {
    const { body } = await service.ask<{ calls: { call_id: string }[] }>('GET', '/v1/calls?limit=1');
    const resourceId = String(body.calls[0]?.call_id);
    made = await command<Item>('createIssue', {
      title: '  Agent talks over the caller ',
      severity: 'high',
      category: 'My own',
      description: 'Twice.',
      status: 'in_review',
      ownerId: 'o',
      assigneeId: 'a',
      resources: [{ resourceType: 'call', resourceId }],
    });
    const { title, category, description, status, owner_id, assignee_id, resource_count } = await issueOf(made.id);
    assert.deepEqual(
      { title, category, description, status, owner_id, assignee_id, resource_count },
      {
        title: 'Agent talks over the caller',
        category: 'My own',
        description: 'Twice.',
        status: 'in_review',
        owner_id: 'o',
        assignee_id: 'a',
        resource_count: 1,
      },
    );
    assert.match(await rowOf(made), /^T-\d+ {2}Agent talks over the caller {2}high · in review$/);
    other = await create('Another one');
  });

  it('createIssue with a flag attaches the call and puts the flag on its message', async () => {
    const { body } = await service.ask<{ calls: { call_id: string }[] }>('GET', '/v1/calls?limit=1');
    const callId = String(body.calls[0]?.call_id);
    const { transcripts } = (await service.ask<{ transcripts: { text: string }[] }>('GET', `/v1/calls/${callId}`)).body;
    const least = { severity: 'low', category: 'Bug' };
    const flag = { callId, messageIndex: 1, type: 'dead_air', note: 'Here.' };
    const first = await command<Item & { flag: Item }>('createIssue', { ...least, title: 'With a flag', flag });
    const second = await command<Item>('createIssueWithFlag', {
      ...least,
      title: 'With another',
      ...flag,
      messageIndex: '#0',
    });
    for (const [issue, index] of [
      [first, 1],
      [second, 0],
    ] as const) {
      const flags = await service.list(`/v1/triage/issues/${issue.id}/flags`);
      assert.deepEqual(
        flags.map(({ call_id, message_index, message_text, note }) => ({ call_id, message_index, message_text, note })),
        [{ call_id: callId, message_index: index, message_text: transcripts[index]?.text, note: 'Here.' }],
      );
      assert.equal((await issueOf(issue.id))['resource_count'], 1);
      assert.match(await rowOf(issue), /1⚑$/);
    }
    assert.equal(first.flag['message_index'], 1);
    const before = (await service.list('/v1/triage/issues')).length;
    for (const [wrong, name] of [
      [{ messageIndex: 9999 }, 'MessageNotFoundError'],
      [{ messageText: 'Never said' }, 'MessageMismatchError'],
      [{ note: 'n'.repeat(4001) }, 'InvalidArgumentError'],
      [{ type: undefined }, 'InvalidArgumentError'],
      [{ callId: 'no-such-call' }, 'NotFoundError'],
    ] as const) {
      const error = await refusal('createIssue', { ...least, title: 'Never', flag: { ...flag, ...wrong } });
      assert.equal(error.name, name, JSON.stringify(wrong));
    }
    assert.equal(
      (await refusal('createIssueWithFlag', { ...least, title: 'Never', callId })).name,
      'InvalidArgumentError',
    );
    assert.equal((await service.list('/v1/triage/issues')).length, before);
    for (const { id, triage_id } of [first, second]) await command('deleteIssue', { issueId: id, confirm: triage_id });
  });

  it('createIssue refuses what is missing or too long, and a resource that is not there, and makes nothing', async () => {
    const before = (await service.list('/v1/triage/issues')).length;
    const least = { title: 'A', severity: 'low', category: 'Bug' };
    for (const wrong of [
      { severity: 'low', category: 'Bug' },
      { title: 'A', category: 'Bug' },
      { title: 'A', severity: 'low' },
      { ...least, title: '   ' },
      { ...least, title: 't'.repeat(201) },
      { ...least, category: 'c'.repeat(65) },
      { ...least, description: 'd'.repeat(10_001) },
      { ...least, severity: 'urgent' },
      { ...least, status: 'open' },
      { ...least, resources: [{ resourceType: 'video', resourceId: 'x' }] },
    ]) {
      assert.equal((await refusal('createIssue', wrong)).name, 'InvalidArgumentError', JSON.stringify(wrong));
    }
    const missing = { ...least, resources: [{ resourceType: 'call', resourceId: 'no-such-call' }] };
    assert.equal((await refusal('createIssue', missing)).name, 'NotFoundError');
    assert.equal((await service.list('/v1/triage/issues')).length, before);
  });

  it('setStatus, setSeverity, setCategory and assign change one issue, by id or code, and its row', async () => {
    const issueId = String(made['triage_id']);
    assert.equal((await command('setStatus', { issueId, status: 'in_progress' }))['status'], 'in_progress');
    assert.equal((await command('setSeverity', { issueId, severity: 'critical' }))['severity'], 'critical');
    assert.equal((await command('setCategory', { issueId: made.id, category: ' Tools ' }))['category'], 'Tools');
    assert.equal((await command('assign', { issueId, assigneeId: 'u-7' }))['assignee_id'], 'u-7');
    assert.equal((await issueOf(made.id))['assignee_id'], 'u-7');
    assert.equal((await command('assign', { issueId, assigneeId: null }))['assignee_id'], null);
    const { status, severity, category, assignee_id, owner_id } = await issueOf(made.id);
    assert.deepEqual(
      { status, severity, category, assignee_id, owner_id },
      { status: 'in_progress', severity: 'critical', category: 'Tools', assignee_id: null, owner_id: 'o' },
    );
    assert.match(await rowOf(made), /^T-\d+ {2}Agent talks over the caller {2}critical · in progress$/);
  });

  it('editIssue changes title and description, as far as they are given, and shows nothing', async () => {
    const editors = vscode.window.visibleTextEditors.length;
    const edited = await command<Item>('editIssue', { issueId: made['triage_id'], title: ' A new title ' });
    assert.equal(edited['title'], 'A new title');
    await command('editIssue', { issueId: made.id, description: '# Any\n\nMarkdown' });
    const { title, description } = await issueOf(made.id);
    assert.deepEqual({ title, description }, { title: 'A new title', description: '# Any\n\nMarkdown' });
    await command('editIssue', { issueId: made.id, title: 'Agent talks over the caller', description: '' });
    assert.equal((await issueOf(made.id))['description'], '');
    for (const wrong of [{}, { title: ' ' }, { title: 't'.repeat(201) }, { description: 'd'.repeat(10_001) }]) {
      const error = await refusal('editIssue', { issueId: made.id, ...wrong });
      assert.equal(error.name, 'InvalidArgumentError', JSON.stringify(wrong));
    }
    assert.equal(vscode.window.visibleTextEditors.length, editors);
  });

  it('editIssue opens the page of the issue from a menu', async () => {
    await command('editIssue', { webviewSection: 'row', issueId: made.id });
    await eventually(() => {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      assert.ok(activeTab?.input instanceof vscode.TabInputWebview);
      assert.ok(activeTab.label.startsWith(String(made['triage_id'])), activeTab.label);
    });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('setOwner gives an issue to a member, whom the tooltip and the activity name', async () => {
    const [member] = (await service.ask<{ data: Item[] }>('GET', `/v1/orgs/${String(made['org_id'])}/members`)).body
      .data;
    const ownerId = String(member?.['user_id']);
    const name = `${String(member?.['first_name'])} ${String(member?.['last_name'])}`;
    assert.equal((await command('setOwner', { issueId: made.id, ownerId }))['owner_id'], ownerId);
    assert.equal((await issueOf(made.id))['owner_id'], ownerId);
    const node = await findNode(tree, String(made['triage_id']), undefined, 1);
    assert.ok((await tooltipOf(tree, node)).replaceAll('&nbsp;', ' ').includes(name));
    await command('showActivity', { issueId: made.id });
    await eventually(async () => {
      const text = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.ok(text.includes(`owned by ${name}`), text);
      assert.ok(text.includes(`changed the owner: o → ${name}`), text);
    });
    await command('setOwner', { issueIds: [made.id], ownerId: 'o' });
    assert.equal((await refusal('setOwner', { issueId: made.id })).name, 'InvalidArgumentError');
  });

  it('they refuse what is no value, what is missing, and an issue that is not there', async () => {
    const issueId = made.id;
    for (const [name, args] of [
      ['setStatus', { issueId, status: 'open' }],
      ['setStatus', { issueId }],
      ['setStatus', { status: 'done' }],
      ['setStatus', { issueIds: [], status: 'done' }],
      ['setStatus', { issueId, issueIds: [other.id], status: 'done' }],
      ['setSeverity', { issueId, severity: 'urgent' }],
      ['setCategory', { issueId, category: ' ' }],
      ['assign', { issueId }],
      ['assign', { issueId, assigneeId: '' }],
    ] as const) {
      assert.equal((await refusal(name, args)).name, 'InvalidArgumentError', `${name} ${JSON.stringify(args)}`);
    }
    const nowhere = '00000000-0000-4000-8000-000000000000';
    assert.equal((await refusal('setStatus', { issueId: nowhere, status: 'done' })).name, 'NotFoundError');
    assert.equal((await refusal('setStatus', { issueId: 'T-999999', status: 'done' })).name, 'IssueNotFoundError');
    assert.equal((await issueOf(made.id))['status'], 'in_progress');
  });

  it('several issues are changed as far as they can be, each once', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const issueIds = [made.id, String(other['triage_id']), made.id, nowhere];
    const result = await command<{ changed: Item[]; pending: unknown[]; failed: { issueId: string; name: string }[] }>(
      'setStatus',
      { issueIds, status: 'done' },
    );
    assert.deepEqual(result.changed.map(({ id }) => id).sort(), [made.id, other.id].sort());
    assert.deepEqual(result.pending, []);
    assert.deepEqual(
      result.failed.map(({ issueId, name }) => ({ issueId, name })),
      [{ issueId: nowhere, name: 'NotFoundError' }],
    );
    for (const { id } of [made, other]) assert.equal((await issueOf(id))['status'], 'done');
    const unknown = { issueIds: [made.id, 'T-999999'], status: 'todo' };
    assert.equal((await refusal('setStatus', unknown)).name, 'IssueNotFoundError');
    assert.equal((await issueOf(made.id))['status'], 'done', 'nothing is changed when an issue is not found');
  });

  it('what is selected in the tree is changed together, and one undo brings all of it back', async () => {
    await command('setStatus', { issueId: other.id, status: 'backlog' });
    const nodes = await Promise.all(
      [made, other].map((issue) => findNode(tree, String(issue['triage_id']), undefined, 1)),
    );
    // As a menu of the view calls it, with a choice already made.
    const row = { webviewSection: 'row', issueId: made.id, status: 'closed' };
    await vscode.commands.executeCommand('notifications.clearAll');
    const result = await vscode.commands.executeCommand<{ changed: Item[] }>('callTriage.setStatus', row, nodes);
    assert.equal(result.changed.length, 2);
    for (const { id } of [made, other]) assert.equal((await issueOf(id))['status'], 'closed');
    await eventually(async () => {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      assert.equal((await issueOf(made.id))['status'], 'done');
      assert.equal((await issueOf(other.id))['status'], 'backlog');
    });
  });
});

// Finding issues by argument object: what is asked of the service, and what the tree and the view then say.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';
import { findNode, issueList, issueRows, issuesTree, type Tree, treeText, tooltipOf } from './tree-text.ts';

const settings = () => vscode.workspace.getConfiguration('callTriage');
const user = vscode.ConfigurationTarget.Global;

describe('finding issues', () => {
  let service: Service;
  let tree: Tree;
  let all: Item[];

  before(async () => {
    service = await connectToService('finding');
    tree = await issuesTree();
    all = await service.list('/v1/triage/issues');
    await command('showAllIssues', {});
  });

  afterEach(async () => {
    await command('showAllIssues', {});
    await command('groupIssues', { by: 'none' });
    await command('sortIssues', { sort: 'last_activity_at' });
    await settings().update('queries', undefined, user);
  });

  after(async () => {
    await settings().update('badge', undefined, user);
    await service.close();
    await forgetConnections();
  });

  const top = () => treeText(tree, 1);
  const rows = () => issueRows(tree);
  const codesOf = (lines: readonly string[]) => lines.map((line) => /T-\d+/.exec(line)?.[0] ?? line);
  const codesWith = (passes: (issue: Item) => boolean) => all.filter(passes).map((issue) => String(issue['triage_id']));
  const requestsDuring = async (work: () => Promise<unknown>): Promise<string[]> => {
    await service.ask('DELETE', '/sandbox/requests');
    await work();
    const { body } = await service.ask<{ requests: { method: string; path: string; query: string }[] }>(
      'GET',
      '/sandbox/requests',
    );
    return body.requests
      .filter(({ path }) => path.startsWith('/v1'))
      .map(({ method, path, query }) => `${method} ${path}${query}`);
  };

  it('filterIssues has the service filter, keeps what is not named, and gives the active filter', async () => {
    const requests = await requestsDuring(async () => {
      const active = await command('filterIssues', { severity: ['critical', 'high'], status: 'todo' });
      assert.deepEqual(active, { status: ['todo'], severity: ['critical', 'high'] });
    });
    assert.deepEqual(requests, ['GET /v1/triage/issues?status=todo&severity=critical&severity=high&limit=50']);
    const wanted = (issue: Item) =>
      ['critical', 'high'].includes(String(issue['severity'])) && issue['status'] === 'todo';
    assert.deepEqual(codesOf(await rows()), codesWith(wanted));
    assert.deepEqual(await command('filterIssues', { severity: null, hasAlert: false }), {
      status: ['todo'],
      hasAlert: false,
    });
    assert.deepEqual(
      codesOf(await rows()),
      codesWith((issue) => issue['status'] === 'todo'),
    );
    assert.deepEqual(await command('filterIssues', { clear: true, category: 'Routing' }), { category: ['Routing'] });
    assert.deepEqual(
      codesOf(await rows()),
      codesWith((issue) => issue['category'] === 'Routing'),
    );
    assert.deepEqual(await command('filterIssues', {}), { category: ['Routing'] });
    assert.deepEqual(await command('showAllIssues', {}), {});
    assert.equal((await rows()).length, all.length);
    const open = ['backlog', 'todo', 'in_progress', 'in_review'];
    assert.deepEqual(await command('showOpenIssues', {}), { status: open });
    assert.deepEqual(
      codesOf(await rows()),
      codesWith((issue) => open.includes(String(issue['status']))),
    );
  });

  it('filters by evidence, people and dates', async () => {
    const [assigned] = all.filter((issue) => typeof issue['assignee_id'] === 'string');
    assert.ok(assigned);
    const assigneeId = String(assigned['assignee_id']);
    await command('filterIssues', { assigneeId });
    assert.deepEqual(
      codesOf(await rows()),
      codesWith((issue) => issue['assignee_id'] === assigneeId),
    );
    await command('filterIssues', { clear: true, dateField: 'created_at', dateRange: '7d' });
    const week = Date.now() - 7 * 86_400_000;
    assert.deepEqual(
      codesOf(await rows()),
      codesWith((issue) => Date.parse(String(issue['created_at'])) >= week),
    );
    await command('filterIssues', { clear: true, resourceType: 'file' });
    const withFile = await Promise.all(
      all.map(async (issue) => {
        const links = await service.list(`/v1/triage/issues/${issue.id}/resources`);
        return links.some((link) => link['resource_type'] === 'file') ? [String(issue['triage_id'])] : [];
      }),
    );
    assert.deepEqual(codesOf(await rows()), withFile.flat());
  });

  it('refuses values that there are not, and asks for nothing', async () => {
    assert.equal((await refusal('filterIssues', { dateRange: '1y' })).name, 'InvalidArgumentError');
    assert.equal((await refusal('filterIssues', { resourceType: 'video' })).name, 'InvalidArgumentError');
    assert.equal((await refusal('sortIssues', { sort: 'beauty' })).name, 'InvalidArgumentError');
    assert.equal((await refusal('sortIssues', {})).name, 'InvalidArgumentError');
    assert.equal((await refusal('groupIssues', { by: 'mood' })).name, 'InvalidArgumentError');
    assert.equal((await refusal('groupIssues', {})).name, 'InvalidArgumentError');
    assert.equal((await refusal('searchIssues', {})).name, 'InvalidArgumentError');
  });

  it('searchIssues finds words and codes, under the filters', async () => {
    const found = await command<{ query: string; issues: Item[]; hasMore: boolean }>('searchIssues', {
      query: 'parcel',
    });
    assert.equal(found.query, 'parcel');
    assert.equal(found.hasMore, false);
    assert.ok(found.issues.length > 0);
    for (const issue of found.issues) assert.match(JSON.stringify(issue), /parcel/i);
    assert.deepEqual(
      codesOf(await rows()),
      found.issues.map((issue) => String(issue['triage_id'])),
    );
    for (const code of ['T-1008', 't1008']) {
      const one = await command<{ issues: Item[] }>('searchIssues', { query: code });
      assert.deepEqual(
        one.issues.map((issue) => issue['triage_id']),
        ['T-1008'],
      );
    }
    await command('searchIssues', { query: '' });
    assert.equal((await rows()).length, all.length);
  });

  it('sortIssues has the service sort', async () => {
    assert.deepEqual(await command('sortIssues', { sort: 'severity' }), { sort: 'severity', order: 'desc' });
    const grave = (await rows()).map(
      (row) => /critical|high|medium|low/.exec(row.split('  ').at(-1) ?? '')?.[0] ?? row,
    );
    const order = ['critical', 'high', 'medium', 'low'];
    assert.deepEqual(
      grave,
      grave.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
    assert.deepEqual(await command('sortIssues', { sort: 'created_at', order: 'asc' }), {
      sort: 'created_at',
      order: 'asc',
    });
    const [first] = all.toSorted((a, b) => String(a['created_at']).localeCompare(String(b['created_at'])));
    assert.deepEqual(codesOf(await rows())[0], first?.['triage_id']);
  });

  it('groupIssues puts every loaded issue into one group, without asking the service', async () => {
    await rows();
    assert.deepEqual(await requestsDuring(() => command('groupIssues', { by: 'severity' })), []);
    const groups = await rows();
    assert.deepEqual(
      groups,
      ['critical', 'high', 'medium', 'low']
        .map((one) => [one, codesWith((issue) => issue['severity'] === one).length] as const)
        .filter(([, count]) => count > 0)
        .map(([one, count]) => `${one[0]?.toUpperCase()}${one.slice(1)}  ${count}`),
    );
    const critical = await findNode(tree, 'Critical', await issueList(tree), 1);
    assert.deepEqual(
      codesOf(await treeText(tree, 1, critical)),
      codesWith((issue) => issue['severity'] === 'critical'),
    );
    const [issue] = (await tree.getChildren(critical)) ?? [];
    assert.equal(await tree.getParent?.(issue as object), critical);
    await command('groupIssues', { by: 'assignee' });
    assert.match((await rows()).at(-1) ?? '', /^Unassigned {2}\d+$/);
    // Members have names; an id that is nobody's is shown as one.
    const [stray] = codesWith((issue) => issue['assignee_id'] === null);
    await command('assign', { issueId: stray, assigneeId: 'u-nobody' });
    await eventually(async () => {
      const people = (await rows()).map((row) => row.replace(/ {2}\d+$/, ''));
      const members = ['Noor Haddad', 'Robin Adeyemi', 'Theo Lindqvist'].filter((name) => people.includes(name));
      assert.deepEqual(people, [...members, 'u-nobody (not a member)', 'Unassigned']);
      assert.ok(members.length > 0);
    });
    await command('assign', { issueId: stray, assigneeId: null });
    await command('groupIssues', { by: 'status' });
    assert.ok((await rows()).some((row) => row.startsWith('In progress')));
  });

  it('keeps groups and rows over a refresh', async () => {
    await command('groupIssues', { by: 'category' });
    const groups = (await tree.getChildren(await issueList(tree))) ?? [];
    const issues = await Promise.all(groups.map(async (group) => tree.getChildren(group)));
    await command('refresh', {});
    const again = (await tree.getChildren(await issueList(tree))) ?? [];
    assert.deepEqual(again.length, groups.length);
    for (const [at, group] of again.entries()) {
      assert.equal(group, groups[at]);
      assert.deepEqual(await tree.getChildren(group), issues[at]);
    }
  });

  it('shows saved queries above all issues, asks for each when it is opened, and names what cannot be used', async () => {
    await settings().update(
      'queries',
      [
        { label: 'Urgent', filter: { severity: ['critical'] } },
        { label: 'Wrong', filter: { colour: 'red' } },
        { label: 'Oldest', sort: 'created_at', order: 'asc' },
      ],
      user,
    );
    let lines: string[] = [];
    assert.deepEqual(await requestsDuring(async () => (lines = await top())), []);
    assert.deepEqual(lines, [
      'Invalid saved query number 2 in settings  filter: unknown colour',
      'My Open',
      'Unassigned',
      'Unread',
      'All Open',
      'Urgent',
      'Oldest',
      `All Issues  ${all.length}`,
    ]);
    const urgent = await findNode(tree, 'Urgent', undefined, 1);
    const requests = await requestsDuring(() => treeText(tree, 1, urgent));
    assert.deepEqual(requests, ['GET /v1/triage/issues?severity=critical&limit=50']);
    const critical = codesWith((issue) => issue['severity'] === 'critical');
    assert.deepEqual(codesOf(await treeText(tree, 1, urgent)), critical);
    assert.ok((await top()).includes(`Urgent  ${critical.length}`));
    // The same issue has two rows, each a tree item of its own.
    const [under] = (await tree.getChildren(urgent)) ?? [];
    const [label] = critical;
    const listed = (await tree.getChildren(await issueList(tree)))?.find(
      (node) => (node as { issue?: Item }).issue?.['triage_id'] === label,
    );
    const ids = await Promise.all([under, listed].map(async (node) => (await tree.getTreeItem(node as object)).id));
    assert.equal(new Set(ids).size, 2);
    await command('filterIssues', { status: 'no_such_status' });
    assert.equal((await rows()).at(-1), 'No issues match the filters. Show Open');
  });

  it('My Open asks for the open issues of whoever uses the key, once that is known', async () => {
    const mine = await findNode(tree, 'My Open', undefined, 1);
    assert.deepEqual(await treeText(tree, 1, mine), ['Choose Your Account…']);
    const [issueId] = codesWith((one) => one['triage_id'] === 'T-1013');
    await command('addComment', { issueId, detail: 'Its answer names its author.' });
    const requests = await requestsDuring(() => treeText(tree, 1, mine));
    assert.equal(requests.filter((one) => one.includes('assignee_id=')).length, 1);
    assert.deepEqual(codesOf(await treeText(tree, 1, mine)), ['T-1005']);
    assert.ok((await top()).includes('My Open  1'));
  });

  it('Unassigned and Unread take what is loaded of the open issues, without another request', async () => {
    await command('showOpenIssues', {});
    await rows();
    const open = (issue: Item) => !['done', 'closed'].includes(String(issue['status']));
    const unassigned = codesWith((issue) => open(issue) && issue['assignee_id'] === null);
    const now = await service.list('/v1/triage/issues');
    const unread = now.filter((issue) => open(issue) && issue['has_unread_activity'] === true);
    assert.ok(unassigned.length > 0 && unread.length > 0);
    const requests = await requestsDuring(async () => {
      const lines = await top();
      assert.ok(lines.includes(`Unassigned  ${unassigned.length}`) && lines.includes(`Unread  ${unread.length}`));
      assert.deepEqual(codesOf(await treeText(tree, 1, await findNode(tree, 'Unassigned', undefined, 1))), unassigned);
      const below = await treeText(tree, 1, await findNode(tree, 'Unread', undefined, 1));
      assert.equal(below.length, unread.length);
    });
    assert.deepEqual(requests, []);
    // One that is read meanwhile keeps its row, so that nothing moves under the pointer; the count is right.
    await command('markRead', { issueIds: [unread[0]?.id] });
    assert.equal((await treeText(tree, 1, await findNode(tree, 'Unread', undefined, 1))).length, unread.length);
    assert.ok((await top()).includes(`Unread  ${unread.length - 1}`));
  });

  it('saveQuery makes a query of what is listed', async () => {
    await command('filterIssues', { severity: ['critical'], status: null });
    await command('sortIssues', { sort: 'created_at', order: 'asc' });
    const saved = await command('saveQuery', { label: ' Oldest critical ' });
    const expected = {
      label: 'Oldest critical',
      filter: { severity: ['critical'] },
      sort: 'created_at',
      order: 'asc',
    };
    assert.deepEqual(saved, expected);
    assert.deepEqual(settings().inspect('queries')?.globalValue, [expected]);
    await eventually(async () => assert.ok((await top()).some((row) => row.startsWith('Oldest critical'))));
    assert.equal((await refusal('saveQuery', { label: 'Oldest critical' })).name, 'InvalidArgumentError');
    assert.equal((await refusal('saveQuery', {})).name, 'InvalidArgumentError');
  });

  it('nothing found leaves the view to its welcome; the view names the filters', async () => {
    const extension = vscode.extensions.getExtension<{ view: vscode.TreeView<object> }>('call-triage.call-triage');
    const view = extension?.exports.view;
    await command('filterIssues', { status: 'todo', severity: 'high' });
    await rows();
    assert.equal(view?.message, 'Filtered: todo, high');
    assert.equal(view?.description, 'Filtered');
    await command('searchIssues', { query: 'no such words' });
    assert.deepEqual(await top(), []);
    assert.equal(view?.message, '');
    assert.equal(view?.description, '“no such words”, todo, high');
    await command('showOpenIssues', {});
    await rows();
    assert.equal(view?.message, '');
    assert.equal(view?.description, 'Open');
    await command('showAllIssues', {});
    await rows();
    assert.equal(view?.message, '');
    assert.equal(view?.description, 'All');
  });

  it('unread issues have a dot; the badge counts them when it is wanted', async () => {
    const extension = vscode.extensions.getExtension<{ view: vscode.TreeView<object> }>('call-triage.call-triage');
    const view = extension?.exports.view;
    await command('refresh', {});
    const now = await service.list('/v1/triage/issues');
    const unread = now.filter((issue) => issue['has_unread_activity'] === true);
    assert.ok(unread.length > 0 && unread.length < now.length);
    const dotted = (await rows()).filter((row) => row.includes('  ● '));
    assert.deepEqual(
      codesOf(dotted),
      unread.map((issue) => String(issue['triage_id'])),
    );
    assert.equal(view?.badge, undefined);
    await settings().update('badge', true, user);
    await eventually(() => assert.equal(view?.badge?.value, unread.length));
    const [first] = unread;
    await service.ask('PUT', `/v1/triage/issues/${String(first?.id)}/view`);
    await command('refresh', {});
    await eventually(() => assert.equal(view?.badge?.value, unread.length - 1));
  });

  it('markRead marks those that are named, or all that are loaded', async () => {
    await command('refresh', {});
    await rows();
    const unread = async () =>
      (await service.list('/v1/triage/issues')).filter((issue) => issue['has_unread_activity'] === true);
    const [first, ...others] = await unread();
    assert.ok(first !== undefined && others.length > 1);
    assert.deepEqual(await command('markRead', { issueIds: [String(first['triage_id'])] }), { issueIds: [first.id] });
    assert.deepEqual(
      (await unread()).map(({ id }) => id),
      others.map(({ id }) => id),
    );
    const { issueIds } = await command<{ issueIds: string[] }>('markRead', { all: true });
    assert.deepEqual(issueIds.toSorted(), others.map(({ id }) => id).toSorted());
    assert.deepEqual(await unread(), []);
    assert.deepEqual(
      (await rows()).filter((row) => row.includes('  ● ')),
      [],
    );
    assert.deepEqual(await command('markRead', { all: true }), { issueIds: [] });
    assert.equal((await refusal('markRead', {})).name, 'InvalidArgumentError');
  });

  it('counts never pretend to be totals while there is more', async () => {
    for (let number = 0; number < 60; number += 1) {
      await service.ask('POST', '/v1/triage/issues', { title: `Low ${number}`, severity: 'low', category: 'Bug' });
    }
    await settings().update('queries', [{ label: 'Mild', filter: { severity: 'low' } }], user);
    await command('refresh', {});
    await command('groupIssues', { by: 'severity' });
    const query = await findNode(tree, 'Mild', undefined, 1);
    const below = await treeText(tree, 1, query);
    assert.equal(below.length, 51);
    assert.match(below.at(-1) ?? '', /^Load more… {2}50 issues so far/);
    assert.ok((await top()).includes('Mild  50+'));
    const lines = await rows();
    assert.match(lines.at(-1) ?? '', /^Load more…/);
    const groups = ((await tree.getChildren(await issueList(tree))) ?? []).filter((node) =>
      (node as { id: string }).id.includes('/group/'),
    );
    const group = await tree.getTreeItem(groups.at(-1) as object);
    assert.match(String(group.description), /^\d+\+$/);
    assert.match(await tooltipOf(tree, groups.at(-1) as object), /of the 50 issues loaded/);
    const more = ((await tree.getChildren(query)) ?? []).at(-1);
    const item = await tree.getTreeItem(more as object);
    await vscode.commands.executeCommand(String(item.command?.command), ...(item.command?.arguments ?? []));
    assert.ok((await top()).some((row) => /^Mild {2}6\d$/.test(row)));
  });
});

// The view of calls as text, its filter, and what is attached by id, by address and several at once.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';
import { callsTree, findNode, issueRows, issuesTree, type Tree, treeText } from './tree-text.ts';

type Call = Readonly<Record<string, unknown>> & { readonly call_id: string; readonly summary: string | null };

describe('the view of calls', () => {
  let service: Service;
  let tree: Tree;
  let calls: Call[];

  before(async () => {
    service = await connectToService('calls');
    tree = await callsTree();
    calls = (await service.ask<{ calls: Call[] }>('GET', '/v1/calls')).body.calls;
  });

  after(async () => {
    await service.close();
    await forgetConnections();
  });

  const clock = (call: Call): string => {
    const seconds = Math.round(Number(call['call_length']) * 60);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  };

  it('shows every call, newest first, with its summary, length and number', async () => {
    const rows = await treeText(tree, 1);
    assert.equal(rows.length, calls.length, rows.join('\n'));
    for (const [index, call] of calls.entries()) {
      const row = rows[index] ?? '';
      // When it was comes first, for who has a narrow side bar.
      if (call.summary !== null)
        assert.match(row.slice(0, row.indexOf(call.summary.slice(0, 60))), /^$|^[^·]+ · [\d:]+ {2}$/);
      const number = String(call['inbound'] === true ? call['from'] : call['to']);
      assert.ok(row.replaceAll(' ', '').includes(number) && !row.includes(number), row);
      if (call['call_length'] !== null) assert.ok(row.includes(` · ${clock(call)}  `), row);
    }
  });

  it('names the loaded issues that hold a call once they were opened', async () => {
    const issues = await issuesTree();
    await issueRows(issues, 2);
    const [issue] = await service.list('/v1/triage/issues');
    const links = await service.list(`/v1/triage/issues/${String(issue?.id)}/resources`);
    const link = links.find((one) => one['resource_type'] === 'call' && one['status'] === 'available');
    const at = calls.findIndex((call) => call.call_id === link?.['resource_id']);
    const rows = await treeText(tree, 1);
    assert.ok(rows[at]?.includes(String(issue?.['triage_id'])), rows[at]);
  });

  it('keeps its nodes over a refresh, and a click opens the transcript', async () => {
    const before = (await tree.getChildren()) ?? [];
    await command('refresh', {});
    const after = (await tree.getChildren()) ?? [];
    assert.deepEqual(
      after.map((node, index) => node === before[index]),
      before.map(() => true),
    );
    const item = await tree.getTreeItem(before[0] as object);
    assert.equal(item.command?.command, 'callTriage.openTranscript');
    await vscode.commands.executeCommand(item.command.command, ...(item.command.arguments ?? []));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is narrowed by filterCalls, and shows all again for an empty filter', async () => {
    const wanted = calls.filter((call) => call['inbound'] === false).map((call) => call.call_id);
    assert.ok(wanted.length > 0 && wanted.length < calls.length);
    const shown = await command<{ callIds: string[]; hasMore: boolean }>('filterCalls', { inbound: false });
    assert.deepEqual(shown, { filter: { inbound: false }, callIds: wanted, hasMore: false });
    assert.equal((await treeText(tree, 1)).length, wanted.length);
    const number = String(calls[0]?.['from']);
    const ofNumber = calls.filter((call) => call['from'] === number || call['to'] === number);
    const found = await command<{ callIds: string[] }>('filterCalls', { number });
    assert.deepEqual(
      found.callIds,
      ofNumber.map((call) => call.call_id),
    );
    const text = String(calls[2]?.summary).slice(0, 20).toUpperCase();
    const byText = await command<{ callIds: string[] }>('filterCalls', { text });
    assert.ok(byText.callIds.includes(String(calls[2]?.call_id)), byText.callIds.join());
    assert.equal((await treeText(tree, 1)).length, byText.callIds.length);
    await command('clearCallFilter', {});
    assert.equal((await treeText(tree, 1)).length, calls.length);
    assert.equal((await command<{ callIds: string[] }>('filterCalls', {})).callIds.length, calls.length);
    assert.equal((await refusal('filterCalls', { answeredBy: 'a ghost' })).name, 'InvalidArgumentError');
    assert.equal((await refusal('filterCalls', { colour: 'red' })).name, 'InvalidArgumentError');
  });

  it('keeps the rows and says what happened when a refresh fails, and recovers', async () => {
    // A refresh reads issues again as well: which of them hold a call is known a little later.
    const calls = (rows: readonly string[]) => rows.map((row) => row.replace(/( · T-\d+)+$/, ''));
    const before = calls(await treeText(tree, 1));
    await service.ask('POST', '/sandbox/faults', {
      match: { method: 'GET', path: '/v1/calls' },
      times: 1,
      fault: { kind: 'status', status: 403 },
    });
    await command('refresh', {});
    const rows = await treeText(tree, 1);
    assert.match(rows[0] ?? '', /^Could not load the calls\. Retry {2}\S/);
    assert.deepEqual(calls(rows.slice(1)), before);
    const [failed] = (await tree.getChildren()) ?? [];
    const { command: retry } = await tree.getTreeItem(failed as object);
    await vscode.commands.executeCommand(String(retry?.command), ...(retry?.arguments ?? []));
    assert.deepEqual(calls(await treeText(tree, 1)), before);
  });

  it('loads page after page, and shows what cannot be read beside the rest', async () => {
    const many = Array.from({ length: 130 }, (_, index) => ({
      call_id: index === 60 ? null : `many-${index}`,
      created_at: new Date(Date.UTC(2026, 0, 1) - index * 1000).toISOString(),
      summary: index === 3 ? null : `Call ${index} <b>\u0007`,
      inbound: true,
      from: '+14155550111',
      completed: index !== 3,
    }));
    const answer = async (from: number, to: number) =>
      service.ask('POST', '/sandbox/faults', {
        match: { method: 'GET', path: '/v1/calls' },
        times: 1,
        fault: {
          kind: 'status',
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ status: 'success', total_count: 130, calls: many.slice(from, to) }),
        },
      });
    await answer(0, 50);
    await command('refresh', {});
    const rows = await treeText(tree, 1);
    assert.equal(rows.length, 51);
    assert.match(rows.at(-1) ?? '', /^Load more… {2}50 calls so far/);
    assert.match(rows[0] ?? '', /^\w+ \d+ {2}Call 0 <b> {2}/);
    assert.match(rows[3] ?? '', /^\w+ \d+ {2}\+1 415 555 0111 {2}.* · not ended$/);
    const more = await tree.getTreeItem(((await tree.getChildren()) ?? []).at(-1) as object);
    await answer(50, 100);
    await vscode.commands.executeCommand(String(more.command?.command), ...(more.command?.arguments ?? []));
    const next = await treeText(tree, 1);
    assert.equal(next.length, 101);
    assert.ok(next.some((row) => row.startsWith('Unreadable item: number')));
    await command('filterCalls', { inbound: true });
    await command('filterCalls', {});
  });

  it('is empty, with a welcome instead, when no connection is set up', async () => {
    await forgetConnections();
    assert.deepEqual(await tree.getChildren(), []);
  });
});

describe('attaching', () => {
  let service: Service;
  let issue: Item;
  let loose: string[];

  before(async () => {
    service = await connectToService('attaching');
    const [first] = await service.list('/v1/triage/issues');
    assert.ok(first);
    issue = first;
    const on = new Set((await links()).map((link) => link['resource_id']));
    const { calls } = (await service.ask<{ calls: Call[] }>('GET', '/v1/calls')).body;
    loose = calls.map((call) => call.call_id).filter((id) => !on.has(id));
    assert.ok(loose.length >= 4);
  });

  after(async () => {
    await service.close();
    await forgetConnections();
  });

  const links = async () => service.list(`/v1/triage/issues/${issue.id}/resources`);
  const has = async (id: string | undefined) => (await links()).some((link) => link['resource_id'] === id);

  it('takes an address of the service in place of an id, and refuses others with a sentence', async () => {
    const callId = `${service.origin}/v1/calls/${loose[0]}`;
    assert.equal((await command('attachCall', { issueId: issue.id, callId }))['id'], issue.id);
    assert.ok(await has(loose[0]));
    const resource = { issueId: issue.id, resourceType: 'call' };
    const recording = `https://api.bland.ai/v1/recordings/${loose[1]}`;
    const link = await command('attachResource', { ...resource, resourceId: recording });
    assert.equal(link['resource_id'], loose[1]);
    for (const address of [
      `https://example.com/calls/${loose[2]}`,
      'https://app.bland.ai/dashboard/monitor/triage',
      `https://api.bland.ai/v1/sms/conversations/${loose[2]}`,
    ]) {
      const error = await refusal('attachCall', { issueId: issue.id, callId: address });
      assert.equal(error.name, 'InvalidArgumentError');
      assert.match(error.message, /\.$/);
    }
    assert.ok(!(await has(loose[2])));
  });

  it('several at once give one summary: attached, already there, failed', async () => {
    interface Summary {
      readonly attached: Item[];
      readonly already: Item[];
      readonly failed: { resourceId: string; name: string; message: string }[];
    }
    const callIds = [loose[0], 'no-such-call', loose[2], loose[3], loose[2]];
    const done = await command<Summary>('attachCall', { issueId: issue['triage_id'], callIds });
    assert.deepEqual(
      done.attached.map((link) => link['resource_id']),
      [loose[2], loose[3]],
    );
    assert.deepEqual(
      done.already.map((link) => link['resource_id']),
      [loose[0]],
    );
    assert.deepEqual(
      done.failed.map(({ resourceId, name }) => [resourceId, name]),
      [['no-such-call', 'ResourceNotFoundError']],
    );
    assert.match(done.failed[0]?.message ?? '', /Call no-such-call not found\.$/);
    const again = await command<Summary>('attachResource', {
      issueId: issue.id,
      resourceType: 'call',
      resourceIds: [loose[2], loose[3]],
    });
    assert.equal(again.already.length, 2);
  });

  it('attaches a conversation', async () => {
    const { data } = (await service.ask<{ data: Item[] }>('GET', '/v1/sms/conversations')).body;
    const before = new Set((await links()).map((link) => link['resource_id']));
    const conversation = data.find(({ id }) => !before.has(id));
    assert.ok(conversation);
    const resource = { issueId: issue.id, resourceType: 'sms_conversation', resourceId: conversation.id };
    assert.equal((await command('attachResource', resource))['resource_type'], 'sms_conversation');
    assert.ok(await has(conversation.id));
  });

  it('says which of the two is missing', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    const noCall = await refusal('attachCall', { issueId: issue.id, callId: nobody });
    assert.deepEqual([noCall.name, Reflect.get(noCall, 'code')], ['ResourceNotFoundError', 'NOT_FOUND']);
    assert.match(noCall.message, /There is no call 00000000/);
    const noIssue = await refusal('attachCall', { issueId: nobody, callId: loose[0] });
    assert.equal(noIssue.name, 'IssueNotFoundError');
    const resource = { issueId: nobody, resourceType: 'call', resourceId: nobody };
    assert.equal((await refusal('attachResource', resource)).name, 'IssueNotFoundError');
    assert.equal((await refusal('attachCall', { issueId: nobody, callIds: [nobody] })).name, 'IssueNotFoundError');
    assert.equal((await refusal('attachCall', { issueId: issue.id })).name, 'InvalidArgumentError');
  });

  it('what is gone can only be detached', async () => {
    const tree = await issuesTree();
    for (const one of await service.list('/v1/triage/issues')) {
      const gone = (await service.list(`/v1/triage/issues/${one.id}/resources`)).find(
        (link) => link['status'] === 'unavailable',
      );
      if (gone === undefined) continue;
      const parent = await findNode(tree, String(one['triage_id']), undefined, 1);
      const node = await findNode(tree, String(gone['title']), parent, 1);
      const item = await tree.getTreeItem(node);
      assert.deepEqual(
        [item.contextValue, item.command?.command],
        ['resource.unavailable', 'callTriage.explainUnavailable'],
      );
      const target = { issueId: one.id, linkId: gone.id };
      const { sentence } = await command<{ sentence: string }>('explainUnavailable', target);
      assert.match(sentence, /no longer available/);
      await command('detachResource', target);
      const rest = await service.list(`/v1/triage/issues/${one.id}/resources`);
      assert.ok(!rest.some(({ id }) => id === gone.id));
      return;
    }
    assert.fail('the sandbox has nothing that is gone');
  });
});

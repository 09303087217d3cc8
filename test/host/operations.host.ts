// Each documented triage operation, by the command or the view that uses it, and each documented refusal as a person reads it.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createClient } from '../../src/api/client.ts';
import { createUndiciTransport } from '../../src/api/undici-transport.ts';
import { explain } from '../../src/editor/errors/explain.ts';
import { seedAlerts } from '../../src/sandbox/seed/alerts.ts';
import { operationOf } from '../support/contract/check.ts';
import { nowhere, type Refused, type TriageOperation, triageRows } from '../support/contract/index.ts';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';
import { findNode, issuesTree, type Tree, treeText } from './tree-text.ts';

describe('the triage operations', () => {
  let service: Service;
  let tree: Tree;
  let issueId: string;
  let callId: string;
  let linkId: string;
  let unattachedCallId: string;

  before(async () => {
    service = await connectToService('operations');
    tree = await issuesTree();
    await command('showAllIssues', {});
    issueId = await idOf('T-1002');
    const links = await service.list(`/v1/triage/issues/${issueId}/resources`);
    const link = links.find((one) => one['resource_type'] === 'call');
    assert.ok(link);
    linkId = link.id;
    callId = String(link['resource_id']);
    const { body } = await service.ask<{ calls: { call_id: string }[] }>('GET', '/v1/calls');
    const loose = body.calls.find(({ call_id }) => !links.some((one) => one['resource_id'] === call_id));
    assert.ok(loose);
    unattachedCallId = loose.call_id;
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await service.close();
    await forgetConnections();
  });

  const idOf = async (code: string): Promise<string> => {
    const found = (await service.list('/v1/triage/issues')).find((one) => one['triage_id'] === code);
    assert.ok(found);
    return found.id;
  };
  const row = (code: string) => findNode(tree, code, undefined, 1);
  const relation = { relatedIssueId: 'T-1003', relationType: 'blocks' };

  /** What uses each operation: a command with its argument object, or rows of the tree. */
  const uses: Record<TriageOperation, () => Promise<unknown>> = {
    'List Issues': () => command('sortIssues', { sort: 'created_at' }),
    'Create Issue': () => command('createIssue', { title: 'Made by a script', severity: 'low', category: 'Bug' }),
    // A 404 is the answer for either: a look at the issue tells that it is the file that is missing.
    'Get Issue': () => refusal('attachResource', { issueId, resourceType: 'file', resourceId: 'no-such-file' }),
    'Update Issue': () => command('setSeverity', { issueId, severity: 'medium' }),
    'Mark Viewed': async () => {
      await vscode.commands.executeCommand('callTriage.issues.focus');
      await eventually(async () => {
        assert.equal((await command('revealIssue', { issueId: 'T-1008' }))['revealed'], true);
        await vscode.commands.executeCommand('list.expand');
        const { body } = await service.ask<{ data: Item }>('GET', `/v1/triage/issues/${await idOf('T-1008')}`);
        assert.equal(body.data['has_unread_activity'], false);
      });
    },
    'Delete Issue': async () => {
      const made = await command<Item>('createIssue', { title: 'To be deleted', severity: 'low', category: 'Bug' });
      return command('deleteIssue', { issueId: made.id, confirm: made['triage_id'] });
    },
    'List Resources': async () => treeText(tree, 1, await row('T-1002')),
    'Attach Resource': () => command('attachResource', { issueId, resourceType: 'call', resourceId: unattachedCallId }),
    'Remove Resource': async () => {
      const links = await service.list(`/v1/triage/issues/${issueId}/resources`);
      const link = links.find((one) => one['resource_id'] === unattachedCallId);
      return command('detachResource', { issueId, linkId: link?.id });
    },
    'Attach Call': () => command('attachCall', { issueId, callId: unattachedCallId }),
    'Detach Call': () => command('detachResource', { issueId, callId: unattachedCallId }),
    'Get Affected Context': () => command('showAffected', { issueId }),
    'Add Flag': () => command('flagMessage', { issueId, callId, messageIndex: 1, type: 'dead_air' }),
    'List Flags': async () => treeText(tree, 1, await row('T-1004')),
    'Remove Flag': async () => {
      const [flag] = await service.list(`/v1/triage/issues/${issueId}/flags`);
      return command('removeFlag', { issueId, flagId: flag?.id });
    },
    // The composer offers the types that are used most.
    'List Flag Types': () => command('openTranscript', { issueId, callId }),
    'Link Related Issue': () => command('linkIssue', { issueId, ...relation }),
    'List Relations': async () => {
      // Who has none is not asked for them, and who was asked is not asked again.
      const made = await command<Item>('createIssue', { title: 'To be linked', severity: 'low', category: 'Bug' });
      const body = { related_issue_id: issueId, relation_type: 'blocks' };
      await service.ask('POST', `/v1/triage/issues/${made.id}/relations`, body);
      await command('refresh', {});
      return treeText(tree, 1, await row(String(made['triage_id'])));
    },
    'Remove Relation': async () => {
      const relations = await service.list(`/v1/triage/issues/${issueId}/relations`);
      return command('unlinkIssue', { issueId, relationId: relations[0]?.id });
    },
    'List Activity': () => command('showActivity', { issueId }),
    'Add Comment': () => command('addComment', { issueId, detail: 'Seen again.', resourceLinkIds: [linkId] }),
    'List Categories': () => command('createCategory', { name: 'Bug' }),
    'Create Category': () => command('createCategory', { name: 'Hand-off' }),
    'List Agents': () => command('askNorm', { issueId, intent: 'status' }),
    'Create Session': () => command('askNorm', { issueId, intent: 'status' }),
    'Prompt Norm': () => command('askNorm', { issueId, intent: 'verify' }),
    'List Alert Bindings': () => command('showAffected', { issueId }),
    'Bind Alert': async () => {
      const { active_alert_id, alert_config_id } = seedAlerts[0];
      await command('bindAlert', { issueId, activeAlertId: active_alert_id, alertConfigId: alert_config_id });
    },
    'Unbind Alert': async () => {
      const [binding] = await service.list(`/v1/triage/issues/${issueId}/alert-bindings`);
      return command('unbindAlert', { issueId, bindingId: binding?.id });
    },
  };

  /** What the service was asked for by the extension since the log was emptied. */
  async function asked(): Promise<readonly string[]> {
    const { body } = await service.ask<{ requests: readonly { method: string; path: string; status: number }[] }>(
      'GET',
      '/sandbox/requests',
    );
    return body.requests.map(({ method, path, status }) => {
      assert.ok(status < 400 || status === 404, `${method} ${path} was answered ${status}`);
      return operationOf(method, path)?.name ?? `${method} ${path}`;
    });
  }

  it('Norm is not asked where the organisation has no active agent: nothing is sent, and that is said', async () => {
    const inactive = { data: { items: [{ id: 'norm', is_active: false }], next_cursor: null }, errors: null };
    const fault = { kind: 'status', status: 200, body: inactive };
    await service.ask('POST', '/sandbox/faults', { match: { path: '/v1/triage/agents' }, times: 1, fault });
    const before = (await service.list(`/v1/triage/issues/${issueId}/activity`)).length;
    const error = await refusal('askNorm', { issueId, intent: 'status' });
    assert.equal(error.name, 'NormInactiveError');
    assert.equal((await service.list(`/v1/triage/issues/${issueId}/activity`)).length, before);
  });

  it('createCategory adds a name once, and refuses what is none', async () => {
    const categories = () => service.list('/v1/triage/categories');
    const before = (await categories()).length;
    const made = await command<Item>('createCategory', { name: ' Escalation ' });
    assert.equal(made['name'], 'Escalation');
    assert.deepEqual(await command('createCategory', { name: 'Escalation' }), made);
    assert.equal((await categories()).length, before + 1);
    for (const name of ['', '  ', 'c'.repeat(65)]) {
      assert.equal((await refusal('createCategory', { name })).name, 'InvalidArgumentError');
    }
    assert.equal((await refusal('createCategory', {})).name, 'InvalidArgumentError');
  });

  it('are 29, and each is used', () => {
    assert.equal(triageRows.length, 29);
    assert.deepEqual(Object.keys(uses).toSorted(), triageRows.map(([name]) => name).toSorted());
  });

  for (const [name, use] of Object.entries(uses)) {
    it(`${name} is used`, async () => {
      await service.ask('DELETE', '/sandbox/requests');
      await use();
      // Some is asked for beside what is waited for, as the types that a composer offers.
      await eventually(async () => {
        const requests = await asked();
        assert.ok(requests.includes(name), `it asked for: ${requests.join(', ')}`);
      });
    });
  }

  it('each documented refusal is a sentence that says what can be done', async () => {
    const contributed = new Set((await vscode.commands.getCommands(true)).filter((id) => id.startsWith('callTriage.')));
    const generic = explain(new Error('x')).sentence.replace('x', '');
    const read: string[] = [];
    for (const [name, { method, path, refusals }] of triageRows) {
      const common: readonly Refused[] = [
        { because: 'another key', status: 401, code: 'AUTH_FAILURE', message: 'Unauthorized' },
        { because: 'a restricted key', status: 403, code: 'INSUFFICIENT_SCOPE', message: 'Insufficient scope' },
      ];
      for (const { because, status, code = 'conflict', message = because } of [...common, ...refusals]) {
        const error = await answered(method, path.replaceAll(/\{\w+\}/g, nowhere), { status, code, message });
        const { sentence, remedies } = explain(error);
        const line = `${name}, ${because}: ${sentence} [${remedies.map(({ label }) => label).join('] [')}]`;
        read.push(line);
        assert.match(sentence, /^[A-Z].{15,}[^:]$/, line);
        assert.ok(!sentence.startsWith(generic.trim()), line);
        assert.ok(remedies.length > 0 && remedies.every((one) => contributed.has(one.command)), line);
        assert.ok(!/undefined|\[object|null|AUTH_FAILURE|INSUFFICIENT_SCOPE|not_found/.test(line), line);
      }
    }
    console.log(read.join('\n'));
  });

  /** The error that an answer of the service becomes. */
  async function answered(
    method: string,
    path: string,
    { status, code, message }: { status: number; code: string; message: string },
  ): Promise<unknown> {
    const body = { data: null, errors: [{ error: code, message }] };
    await service.ask('POST', '/sandbox/faults', {
      // A view that is open may ask for the same meanwhile: all are answered so until this one was.
      match: { method, path },
      times: 1_000,
      fault: { kind: 'status', status, body },
    });
    const client = createClient({
      baseUrl: new URL(service.origin),
      key: async () => service.key,
      transport: createUndiciTransport(),
    });
    try {
      await client.request({ method: method as 'GET', path });
    } catch (error) {
      return error;
    } finally {
      await client.close();
      await service.ask('DELETE', '/sandbox/faults');
    }
    throw new assert.AssertionError({ message: `${method} ${path} was not refused` });
  }
});

// Alerts on issues and flag types: by argument object, and as the tree shows them.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { seedAlerts } from '../../src/sandbox/seed/alerts.ts';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';
import { findNode, issuesTree, type Tree, treeText } from './tree-text.ts';

describe('alerts and flag types', () => {
  let service: Service;
  let tree: Tree;
  let issueId: string;
  const [{ active_alert_id: activeAlertId, alert_config_id: alertConfigId, name }] = seedAlerts;

  before(async () => {
    service = await connectToService('alerts');
    tree = await issuesTree();
    await tree.getChildren();
    issueId = (await service.list('/v1/triage/issues')).find((one) => one['triage_id'] === 'T-1008')?.id ?? '';
    // The view follows a change of the connection in its own time.
    await eventually(async () => void (await rows()));
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await service.close();
    await forgetConnections();
  });

  const bound = () => service.list(`/v1/triage/issues/${issueId}/alert-bindings`);
  const rows = async () => await treeText(tree, 1, await findNode(tree, 'T-1008', undefined, 1));

  it('bindAlert binds once, and the alert stands below its issue', async () => {
    assert.ok(!(await rows()).some((row) => row.startsWith(name)));
    const binding = await command('bindAlert', { issueId: 'T-1008', activeAlertId, alertConfigId });
    assert.equal(binding['alert_name'], name);
    const again = await command('bindAlert', { issueId: 'T-1008', activeAlertId, alertConfigId });
    assert.equal(again['id'], binding['id']);
    assert.equal((await bound()).length, 1);
    await eventually(async () => assert.ok((await rows()).includes(`${name}  warning · active`), String(await rows())));
    const affected = await command<{ alerts: Item[] }>('showAffected', { issueId });
    assert.equal(affected.alerts[0]?.['id'], binding['id']);
  });

  it('bindAlert tells an alert that is missing from an issue that is, and from an account without alerts', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    const wanted = { issueId, activeAlertId: unknown, alertConfigId };
    const missing = await refusal('bindAlert', wanted);
    assert.deepEqual([missing.name, missing.message], ['AlertNotFoundError', 'The service has no such active alert.']);
    assert.equal((await refusal('bindAlert', { ...wanted, issueId: unknown })).name, 'IssueNotFoundError');
    assert.equal((await refusal('bindAlert', { issueId, alertConfigId })).name, 'InvalidArgumentError');
    const path = `/v1/triage/issues/${issueId}/alert-bindings`;
    const body = { data: null, errors: [{ error: 'conflict', message: 'Not configured' }] };
    const fault = { kind: 'status', status: 409, body };
    await service.ask('POST', '/sandbox/faults', { match: { method: 'POST', path }, times: 1, fault });
    const refused = await refusal('bindAlert', wanted);
    assert.deepEqual([refused.name, Reflect.get(refused, 'code')], ['NoAlertBindingsError', 'CONFLICT']);
  });

  it('unbindAlert takes it off, and says when it is off already', async () => {
    const [binding] = await bound();
    const target = { issueId: 'T-1008', bindingId: binding?.id };
    assert.deepEqual(await command('unbindAlert', target), { bindingId: binding?.id });
    assert.deepEqual(await bound(), []);
    await eventually(async () => assert.ok(!(await rows()).some((row) => row.startsWith(name))));
    assert.equal((await refusal('unbindAlert', target)).name, 'NotFoundError');
    assert.equal((await refusal('unbindAlert', { issueId })).name, 'InvalidArgumentError');
  });

  it('showFlagTypes gives the types by use, and a type’s flags among the loaded issues', async () => {
    interface Type {
      readonly type: string;
      readonly usageCount: number;
      readonly lastUsedAt: string;
    }
    const { types } = await command<{ types: Type[] }>('showFlagTypes', {});
    const stored = await service.list('/v1/triage/flag-types');
    assert.deepEqual(types.map(({ type }) => type).toSorted(), stored.map((one) => String(one['type'])).toSorted());
    const counts = types.map(({ usageCount }) => usageCount);
    assert.deepEqual(
      counts,
      counts.toSorted((a, b) => b - a),
    );
    const [first] = types;
    const { flags, hasMore } = await command<{ flags: Item[]; hasMore: boolean }>('showFlagTypes', {
      type: first?.type,
    });
    assert.deepEqual([flags.length, hasMore], [first?.usageCount, false]);
  });
});

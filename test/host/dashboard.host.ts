// Pages of the service's dashboard, and groups of calls, by the commands that a script or a row runs.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command, connectToService, forgetConnections, refusal, type Service } from './service.ts';

describe('the dashboard', () => {
  let service: Service;
  before(async () => {
    service = await connectToService('dashboard');
  });
  after(async () => {
    await service.close();
    await forgetConnections();
  });

  it('openInDashboard gives a script the address, and says which setting names a dashboard that is not known', async () => {
    const unknown = await refusal('openInDashboard', { issueId: 'T-1002' });
    assert.equal(Reflect.get(unknown, 'code'), 'NOT_SUPPORTED_BY_SERVICE');
    const [before] = vscode.workspace.getConfiguration('callTriage').get<object[]>('connections') ?? [];
    const connections = [{ ...before, dashboardUrl: 'https://desk.example' }];
    await vscode.workspace
      .getConfiguration('callTriage')
      .update('connections', connections, vscode.ConfigurationTarget.Global);
    const id = '0b7c1d52-4f0e-4c55-9a31-6a2f3c1d0e01';
    const urlOf = async (target: object): Promise<unknown> => (await command('openInDashboard', target))['url'];
    assert.equal(await urlOf({ agentId: id }), `https://desk.example/dashboard/agent/${id}`);
    assert.equal(await urlOf({ callId: id }), `https://desk.example/dashboard/call-logs/${id}`);
    assert.equal(await urlOf({ issueId: 'T-1002' }), 'https://desk.example/dashboard/triage');
    assert.equal(await urlOf({ personaId: id }), 'https://desk.example/dashboard');
    const both = await refusal('openInDashboard', { agentId: id, callId: id });
    assert.equal(Reflect.get(both, 'code'), 'INVALID_ARGUMENT');
  });

  it('an issue is named by its address in a dashboard, too', async () => {
    const [issue] = await service.list('/v1/triage/issues');
    assert.ok(issue);
    const address = `https://v2.app.bland.ai/dashboard/issues/${issue.id}`;
    assert.deepEqual(
      await command('setSeverity', { issueId: address, severity: 'low' }),
      await command('setSeverity', { issueId: issue.id, severity: 'low' }),
    );
    const link = await command('openLink', { link: address });
    assert.equal(link['issueId'], issue.id);
  });

  it('calls and issues are grouped by agent', async () => {
    assert.deepEqual(await command('groupCalls', { by: 'agent' }), { by: 'agent' });
    assert.deepEqual(await command('groupCalls', { by: 'none' }), { by: 'none' });
    assert.deepEqual(await command('groupIssues', { by: 'agent' }), { by: 'agent' });
    assert.deepEqual(await command('groupIssues', { by: 'none' }), { by: 'none' });
    assert.equal((await refusal('groupCalls', { by: 'pathway' })).name, 'InvalidArgumentError');
  });
});

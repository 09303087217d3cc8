// Two connections to different organisations in one window: a write on what belongs to the other one is not sent.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { explain } from '../../src/editor/errors/explain.ts';
import { OtherConnectionError } from '../../src/triage/sessions/errors.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { startOrganisation } from '../support/organisation.ts';
import { eventually } from './eventually.ts';
import { command, connect, forgetConnections, type Item, refusal, type Service, serviceAt } from './service.ts';
import { issueRows, issuesTree, type Tree } from './tree-text.ts';

const settings = () => vscode.workspace.getConfiguration('callTriage');

describe('two connections', () => {
  let ours: Service;
  let theirs: Service;
  let tree: Tree;
  let issue: Item;

  before(async () => {
    tree = await issuesTree();
    ours = serviceAt('ours', await startSandbox());
    theirs = serviceAt('theirs', await startOrganisation());
    // Before it is connected: the view lists a connection's issues once.
    const body = { title: 'Ours alone', severity: 'low', category: 'Bug' };
    issue = (await ours.ask<{ data: Item }>('POST', '/v1/triage/issues', body)).body.data;
    await connect(ours);
    await connect(theirs, 'Theirs');
  });

  after(async () => {
    await Promise.all([ours.close(), theirs.close()]);
    await forgetConnections();
  });

  /** Switches, and waits until the view has the issues of this connection. */
  const show = async (service: Service): Promise<void> => {
    await command('switchConnection', { connectionId: service.connectionId });
    await eventually(async () => {
      const rows = await issueRows(tree);
      assert.ok(rows.length > 5);
      assert.equal(rows.join('\n').includes('Ours alone'), service === ours);
    });
  };
  const writes = async (service: Service): Promise<readonly string[]> => {
    const { body } = await service.ask<{ requests: { method: string; path: string }[] }>('GET', '/sandbox/requests');
    return body.requests
      .filter(({ method, path }) => method !== 'GET' && path.startsWith('/v1/'))
      .map(({ method, path }) => `${method} ${path}`);
  };

  it('each shows its own issues', async () => {
    await show(ours);
    await show(theirs);
    await show(ours);
  });

  it('the view names the active one, and its badge counts what is unread on both', async () => {
    const extension = vscode.extensions.getExtension<{ view: vscode.TreeView<object> }>('call-triage.call-triage');
    const view = extension?.exports.view;
    await show(theirs);
    await eventually(() => assert.equal(view?.description, 'Theirs · Open'));
    await show(ours);
    const unread = async (service: Service): Promise<number> => {
      const issues = await service.list('/v1/triage/issues');
      const isOpen = (one: Item): boolean => one['status'] !== 'done' && one['status'] !== 'closed';
      return issues.filter((one) => isOpen(one) && one['has_unread_activity'] === true).length;
    };
    const both = (await unread(ours)) + (await unread(theirs));
    assert.ok(both > (await unread(ours)));
    await settings().update('badge', true, vscode.ConfigurationTarget.Global);
    await eventually(() => assert.equal(view?.badge?.value, both));
    await settings().update('badge', undefined, vscode.ConfigurationTarget.Global);
  });

  it('every kind of write on an issue of the other one is refused before anything is recorded or sent', async () => {
    await show(ours);
    await show(theirs);
    for (const service of [ours, theirs]) await service.ask('DELETE', '/sandbox/requests');
    const theirIssue = (await theirs.list('/v1/triage/issues'))[0]?.id;
    const issueId = issue.id;
    const link = { relatedIssueId: issueId, relationType: 'blocks' };
    const attempts: readonly (readonly [string, object])[] = [
      ['setStatus', { issueId, status: 'done' }],
      ['deleteIssue', { issueId, confirm: issue['triage_id'] }],
      ['addComment', { issueId, detail: 'For our eyes' }],
      ['askNorm', { issueId, intent: 'status' }],
      ['attachCall', { issueId, callId: 'some-call' }],
      ['attachResource', { issueId, resourceType: 'call', resourceId: 'some-call' }],
      ['detachResource', { issueId, linkId: 'some-link' }],
      ['linkIssue', { issueId: theirIssue, ...link }],
      ['unlinkIssue', { issueId, relationId: 'some-relation' }],
      ['removeFlag', { issueId, flagId: 'some-flag' }],
    ];
    for (const [name, args] of attempts) {
      const error = await refusal(name, { ...args, connectionId: 'theirs' });
      assert.ok(['OtherConnectionError', 'NotFoundError'].includes(error.name), `${name}: ${error.name}`);
      if (name === 'setStatus') {
        assert.equal(error.name, 'OtherConnectionError');
        assert.equal(error.message, 'This belongs to the connection "Test service", not to "Theirs".');
      }
    }
    assert.deepEqual([await writes(ours), await writes(theirs)], [[], []]);
    assert.deepEqual(await command('showWaiting', {}), []);
    const { sentence, remedies } = explain(new OtherConnectionError('Ours', 'Theirs'));
    assert.equal(sentence, 'Not sent: this belongs to connection "Ours", not "Theirs".');
    assert.deepEqual(
      remedies.map((remedy) => remedy.command),
      ['callTriage.switchConnection'],
    );
  });

  it('a row of the one is written to the one, whichever is shown', async () => {
    await show(theirs);
    for (const service of [ours, theirs]) await service.ask('DELETE', '/sandbox/requests');
    await command('setStatus', { issueId: issue.id, status: 'done', connectionId: 'ours' });
    assert.deepEqual(await writes(ours), [`PATCH /v1/triage/issues/${issue.id}`]);
    assert.deepEqual(await writes(theirs), []);
  });

  it('a key of another account on the same connection shows what that account has', async () => {
    await show(ours);
    await ours.ask('DELETE', '/sandbox/requests');
    await command('setApiKey', { connectionId: 'ours', apiKey: ours.key });
    await eventually(async () => {
      const { body } = await ours.ask<{ requests: { path: string }[] }>('GET', '/sandbox/requests');
      assert.ok(body.requests.some(({ path }) => path === '/v1/triage/issues'));
    });
  });
});

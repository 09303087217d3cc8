// From a flag to a scenario and its result, by script.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';

describe('scenarios of flags', () => {
  let service: Service;
  let issue: Item;
  let flag: Item;
  let bare: Item;

  const stored = async (): Promise<readonly Item[]> =>
    (await service.ask<{ data: readonly Item[] }>('GET', '/v1/agent-testing/scenarios')).body.data;
  const editor = (): vscode.TextEditor => {
    const { activeTextEditor: active } = vscode.window;
    assert.equal(active?.document.uri.scheme, 'call-triage-scenario');
    assert.ok(active);
    return active;
  };
  const replace = async (from: RegExp, to: string): Promise<void> => {
    const { document } = editor();
    const found = from.exec(document.getText());
    assert.ok(found, `the document has no ${String(from)}`);
    const [start, end] = [found.index, found.index + found[0].length].map((at) => document.positionAt(at));
    const edit = new vscode.WorkspaceEdit();
    assert.ok(start && end);
    edit.replace(document.uri, new vscode.Range(start, end), to);
    assert.ok(await vscode.workspace.applyEdit(edit));
  };

  before(async () => {
    service = await connectToService('scenarios');
    for (const one of await service.list('/v1/triage/issues')) {
      const flags = await service.list(`/v1/triage/issues/${one.id}/flags`);
      const found = flags.find(({ note, message_index: index }) => note !== '' && typeof index === 'number');
      if (found === undefined) continue;
      [issue, flag] = [one, found];
      break;
    }
    assert.ok(flag, 'the sample data has a flag with a note');
    const body = { call_id: flag['call_id'], type: 'dead_air' };
    bare = (await service.ask<{ data: Item }>('POST', `/v1/triage/issues/${issue.id}/flags`, body)).body.data;
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await service.close();
    await forgetConnections();
  });

  it('createScenario opens a draft with the note as its judge, and resolves when that is saved', async () => {
    const creating = command('createScenario', { issueId: issue['triage_id'] as string, flagId: flag.id });
    await eventually(() => assert.ok(editor()));
    const text = editor().document.getText();
    assert.ok(text.includes(String(flag['note'])), text);
    assert.ok(text.includes('tester_persona_prompt'));
    assert.deepEqual(await stored(), []);
    await replace(/"max_turns": 20/, '"max_turns": 500');
    assert.equal(await editor().document.save(), false);
    // The editor's own words come from the schema, ours from what reads the text.
    await eventually(() => {
      const words = vscode.languages
        .getDiagnostics(editor().document.uri)
        .map(({ source, message }) => [source, message]);
      assert.ok(words.some(([source, message]) => source === 'Call Triage' && /between 1 and 50/.test(message ?? '')));
      assert.ok(words.some(([source, message]) => source !== 'Call Triage' && /50/.test(message ?? '')));
    });
    assert.deepEqual(await stored(), []);
    await replace(/"max_turns": 500/, '"max_turns": 9');
    assert.ok(await editor().document.save());
    const [made] = await stored();
    assert.deepEqual(await creating, { scenarioId: made?.id, existed: false });
    assert.equal(made?.['max_turns'], 9);
    const metadata = made['metadata'] as Record<string, unknown>;
    assert.equal(metadata['flag_id'], flag.id);
    assert.equal(metadata['issue_id'], issue.id);
  });

  it('a flag that has a scenario gets no second one unless that is asked for', async () => {
    const [made] = await stored();
    const args = { issueId: issue.id, flagId: flag.id, save: true };
    assert.deepEqual(await command('createScenario', args), { scenarioId: made?.id, existed: true });
    const again = await command('createScenario', { ...args, another: true });
    const [newest, ...others] = await stored();
    assert.deepEqual([again['scenarioId'], others.length], [newest?.id, 1]);
    assert.notEqual(newest?.['name'], made?.['name']);
  });

  it('a flag without a note is not created before somebody says what the judge has to ask', async () => {
    const error = await refusal('createScenario', { issueId: issue.id, flagId: bare.id, save: true });
    assert.equal(error.code, 'INVALID_ARGUMENT');
    assert.match(error.message, /^Line \d+: .*judge/);
  });

  it('openScenario shows a stored one, read-only', async () => {
    const [, made] = await stored();
    const { uri } = await command('openScenario', { scenarioId: made?.id });
    assert.equal(editor().document.uri.toString(), uri);
    assert.ok(editor().document.getText().includes('"max_turns": 9'));
    const { permissions } = await vscode.workspace.fs.stat(editor().document.uri);
    assert.equal(permissions, vscode.FilePermission.Readonly);
  });

  it('runScenario wants consent, and resolves to the verdicts', async () => {
    const runs = async (): Promise<number> =>
      (await service.ask<{ data: { total_count: number } }>('GET', '/v1/agent-testing/runs')).body.data.total_count;
    const error = await refusal('runScenario', { flagId: flag.id });
    assert.deepEqual([error.code, await runs()], ['INVALID_ARGUMENT', 0]);
    const result = await command('runScenario', { flagId: flag.id, confirm: true });
    assert.equal(result['status'], 'FAILED');
    const [judge] = result['results'] as { status: string; type: string; reasoning: string }[];
    assert.deepEqual([judge?.type, judge?.status, await runs()], ['LLM_JUDGE', 'FAILED', 1]);
    assert.equal((await service.ask('GET', `/v1/calls/${String(result['callId'])}`)).status, 200);
  });

  it('a node is to be reached where the agent has it, and never has to be', async () => {
    const { body } = await service.ask<{ data: readonly Item[] }>('GET', '/v2/agents');
    const { calls } = (
      await service.ask<{ calls: readonly { call_id: string; agent_version_id?: string | null }[] }>('GET', '/v1/calls')
    ).body;
    const call = calls.find(({ agent_version_id: version }) => typeof version === 'string');
    assert.ok(call, 'the sample data has a call of an agent');
    const at = `/v1/triage/issues/${issue.id}`;
    await service.ask('POST', `${at}/resources`, { resource_type: 'call', resource_id: call.call_id });
    const made = async (node: string): Promise<Item> => {
      const flagged = { call_id: call.call_id, type: 'dead_air', note: 'x', node_id: node, node_name: node };
      const { id } = (await service.ask<{ data: Item }>('POST', `${at}/flags`, flagged)).body.data;
      const { scenarioId } = await command('createScenario', { issueId: issue.id, flagId: id, save: true });
      const found = (await stored()).find((one) => one.id === scenarioId);
      assert.ok(found, 'the scenario is stored');
      return found;
    };
    const assertionsOf = (one: Item) =>
      (one['assertions'] as readonly Item[]).map((a) => [a['type'], a['is_required']]);
    const judge = ['LLM_JUDGE', true];
    const unknown = await made('nowhere');
    assert.ok(
      body.data.some(({ id }) => id === unknown['agent_id']),
      'the agent is what is tested',
    );
    assert.deepEqual(assertionsOf(unknown), [judge]);
    const latest = await service.ask<{ data: { snapshot: { behavior: { nodes: readonly Item[] } } } }>(
      'GET',
      `/v2/agents/${String(unknown['agent_id'])}/versions/latest`,
    );
    const [node] = latest.body.data.snapshot.behavior.nodes;
    assert.deepEqual(assertionsOf(await made(String(node?.id))), [judge, ['NODE_REACHED', false]]);
  });

  it('what is sent is never masked, what is only shown is', async () => {
    const settings = vscode.workspace.getConfiguration();
    const setMasked = (on: boolean | undefined) =>
      settings.update('callTriage.maskPersonalData', on, vscode.ConfigurationTarget.Global);
    const body = { call_id: flag['call_id'], type: 'dead_air', note: 'Call +14155550123 back.' };
    const made = await service.ask<{ data: Item }>('POST', `/v1/triage/issues/${issue.id}/flags`, body);
    await setMasked(true);
    try {
      const args = { issueId: issue.id, flagId: made.body.data.id, save: true };
      const { scenarioId } = await command('createScenario', args);
      const sent = (await stored()).find(({ id }) => id === scenarioId);
      assert.ok(JSON.stringify(sent?.['assertions']).includes('+14155550123'));
      await command('openScenario', { scenarioId });
      assert.ok(!editor().document.getText().includes('4155550123'));
    } finally {
      await setMasked(undefined);
    }
  });

  it('a call that runs, and a service without scenarios, say so', async () => {
    const { body } = await service.ask<{ calls: { call_id: string }[] }>('GET', '/v1/calls?completed=false');
    const [call] = body.calls;
    assert.ok(call, 'the sample data has a running call');
    const at = `/v1/triage/issues/${issue.id}`;
    await service.ask('PUT', `${at}/resources/calls/${call.call_id}`);
    await service.ask('POST', `${at}/resources`, { resource_type: 'call', resource_id: call.call_id });
    const made = await service.ask<{ data: Item }>('POST', `${at}/flags`, {
      call_id: call.call_id,
      type: 'dead_air',
      note: 'x',
    });
    const running = await refusal('createScenario', { issueId: issue.id, flagId: made.body.data.id, save: true });
    assert.deepEqual([running.code, running.name], ['CONFLICT', 'CallNotEndedError']);
    const other = await connectToService('no-scenarios');
    const fault = {
      kind: 'status',
      status: 404,
      body: { data: null, errors: [{ error: 'NOT_FOUND', message: 'No' }] },
    };
    await other.ask('POST', '/sandbox/faults', { match: { path: '^/v1/agent-testing/' }, fault });
    const args = { connectionId: 'no-scenarios', issueId: String(issue['triage_id']), flagId: flag.id, save: true };
    assert.equal((await refusal('createScenario', args)).code, 'NOT_SUPPORTED_BY_SERVICE');
    await other.close();
  });
});

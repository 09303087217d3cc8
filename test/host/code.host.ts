// From a flag to the file of its node and to a test case, by script.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';

const confirm = '7c1e4a90-52b3-4d1f-8a6e-90c4d2f71b35';

describe('the code of an agent', () => {
  let service: Service;
  let folder: string;
  let issue: Item;
  let flag: Item;

  const write = async (file: string, text: string): Promise<string> => {
    const at = path.join(folder, file);
    await mkdir(path.dirname(at), { recursive: true });
    await writeFile(at, text);
    return vscode.Uri.file(at).toString();
  };
  const node = (name: string, more = '') => `---\nid: ${confirm}\nname: ${name}\n---\n${more}\nRead the date back.\n`;
  const shownAt = () => {
    const { activeTextEditor: editor } = vscode.window;
    return [editor?.document.uri.toString(), editor?.selection.active.line];
  };

  before(async () => {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root, 'the suites run in a workspace');
    folder = root.uri.fsPath;
    service = await connectToService('code');
    for (const one of await service.list('/v1/triage/issues')) {
      const stored = await service.list(`/v1/triage/issues/${one.id}/flags`);
      const found = stored.find(({ node_id: id, message_index: index }) => id !== null && typeof index === 'number');
      if (found === undefined) continue;
      [issue, flag] = [one, found];
      break;
    }
    assert.ok(flag, 'the sample data has a flag with a node');
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await service.close();
    await forgetConnections();
  });

  it('openNode opens a node at its words, and follows it when it is renamed and moved', async () => {
    const uri = await write('agent/nodes/a/node.md', node('Confirm'));
    assert.deepEqual(await command('openNode', { nodeId: confirm }), { uri, line: 5, exact: true });
    assert.deepEqual(shownAt(), [uri, 5]);
    await write('agent/nodes/a/node.md', node('Confirm the date', '\n\n'));
    assert.deepEqual(await command('openNode', { nodeId: confirm, nodeName: 'Confirm' }), {
      uri,
      line: 7,
      exact: true,
    });
    const moved = vscode.Uri.file(path.join(folder, 'moved'));
    await vscode.workspace.fs.rename(vscode.Uri.file(path.join(folder, 'agent')), moved);
    const there = vscode.Uri.joinPath(moved, 'nodes', 'a', 'node.md').toString();
    assert.deepEqual(await command('openNode', { nodeId: confirm }), { uri: there, line: 7, exact: true });
  });

  it('openNode counts lines that are edited and not saved', async () => {
    const uri = vscode.Uri.file(path.join(folder, 'moved', 'nodes', 'a', 'node.md'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(4, 0), '\n\n');
    await vscode.workspace.applyEdit(edit);
    assert.equal((await command('openNode', { nodeId: confirm }))['line'], 9);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal((await command('openNode', { nodeId: confirm }))['line'], 7);
  });

  it('openNode lists what may be meant, guesses nothing, says when there is nothing, and an agent is told the place', async () => {
    const id = String(flag['node_id']);
    const missing = await refusal('openNode', { nodeId: id });
    assert.equal('code' in missing ? missing.code : '', 'NODE_NOT_FOUND');
    const pathway = { nodes: [{ id, type: 'Default', data: { name: 'Start', prompt: 'Hello.' } }], edges: [] };
    const uri = await write('loose.json', JSON.stringify(pathway, undefined, 2));
    const offered = { candidates: [{ uri, line: 7, nodeId: id, nodeName: 'Start', why: 'id' }] };
    assert.deepEqual(await command('openNode', { nodeId: id }), offered);
    assert.deepEqual(await command('openNode', { issueId: issue.id, flagId: flag.id }), offered);
    const call = (await service.ask<Item>('GET', `/v1/calls/${String(flag['call_id'])}`)).body;
    const own = await write('own.json', JSON.stringify({ pathway_id: call['pathway_id'], ...pathway }));
    await vscode.workspace.fs.delete(vscode.Uri.parse(uri, true));
    await eventually(async () => {
      const found = await command('openNode', { issueId: issue.id, flagId: flag.id });
      assert.deepEqual(found, { uri: own, line: 0, exact: true });
    });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const { prompt } = await command('handToAgent', { issueId: issue.id, flagId: flag.id, target: 'clipboard' });
    assert.match(String(prompt), /\{"kind":"place",.*"file":"own\.json","lines":"1","match":"exact"\}/);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('openNode knows the agent that a call itself leads to', async () => {
    const agents = (await service.ask<{ data: Item[] }>('GET', '/v2/agents')).body.data;
    const versions = await Promise.all(
      agents.map(async ({ id }) => (await service.ask<{ data: Item[] }>('GET', `/v2/agents/${id}/versions`)).body.data),
    );
    const agentOf = new Map(versions.flat().map(({ id, agent_id: agent }) => [id, agent]));
    const calls = (await service.ask<{ calls: Item[] }>('GET', '/v1/calls?limit=1000')).body.calls;
    const call = calls.find((one) => agentOf.has(String(one['agent_version_id'])));
    assert.ok(call, 'the sample data has a call of an agent');
    const agentId = agentOf.get(String(call['agent_version_id']));
    const nodes = [{ id: 'start', type: 'Default', data: { prompt: 'Begin.' } }];
    const own = await write('own-agent.json', JSON.stringify({ agent_id: agentId, nodes, edges: [] }));
    const other = await write('other-agent.json', JSON.stringify({ agent_id: confirm, nodes, edges: [] }));
    await eventually(async () => {
      const found = await command('openNode', { nodeId: 'start', callId: String(call['call_id']) });
      assert.deepEqual(found, { uri: own, line: 0, exact: true });
    });
    for (const uri of [own, other]) await vscode.workspace.fs.delete(vscode.Uri.parse(uri, true));
  });

  it('openNode shows a person what no file has, as the version had it that took the call', async () => {
    const one = (await service.list('/v1/triage/issues')).find(({ triage_id: code }) => code === 'T-1008');
    const flags = await service.list(`/v1/triage/issues/${one?.id}/flags`);
    const flagged = flags.find(({ node_id: id }) => id === 'transfer-billing');
    // What a row of the tree passes.
    const row = { [Symbol.for('callTriage.fromView')]: true, issueId: one?.id, flagId: flagged?.id };
    void vscode.commands.executeCommand('callTriage.openNode', row);
    await eventually(() => {
      const document = vscode.window.activeTextEditor?.document;
      assert.match(document?.fileName ?? '', /Transfer to billing \d+\.\d+\.\d+\.txt$/);
      assert.match(document?.getText() ?? '', /\n\nSay that billing takes over, then transfer\.\n$/);
    });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('the file of a node says how many loaded flags are on it, unless that is switched off', async () => {
    const { node_id: id, node_name: name, call_id: callId } = flag;
    const call = (await service.ask<Item>('GET', `/v1/calls/${String(callId)}`)).body;
    const nodes = [{ id, type: 'Default', data: { name, prompt: 'Hello.' } }];
    const uri = await write('flagged.json', JSON.stringify({ pathway_id: call['pathway_id'], nodes, edges: [] }));
    await command('openNode', { issueId: issue.id, flagId: flag.id });
    await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    const titles = async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        vscode.Uri.parse(uri, true),
        10,
      );
      return lenses.flatMap(({ command: shown }) => (shown?.command === 'callTriage.showNodeFlags' ? shown.title : []));
    };
    const day = new Date(String(flag['created_at'])).toLocaleDateString('en', { month: 'short', day: 'numeric' });
    await vscode.workspace.fs.delete(vscode.Uri.file(path.join(folder, 'own.json')));
    await eventually(async () => {
      const [title = '', ...others] = await titles();
      assert.deepEqual(others, []);
      assert.match(title, new RegExp(`^1 flag · 1 call · last ${day}`));
    });
    const code = vscode.workspace.getConfiguration('callTriage.code');
    await code.update('showFlags', false, vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(await titles(), []);
    await code.update('showFlags', undefined, vscode.ConfigurationTarget.Workspace);
    assert.equal((await titles()).length, 1);
    await vscode.workspace.fs.delete(vscode.Uri.parse(uri, true));
  });

  it('compareNode shows a node as it was when it took the call, within the file as it is now', async () => {
    const one = (await service.list('/v1/triage/issues')).find(({ triage_id: code }) => code === 'T-1008');
    const agentId = String(one?.['agent_id']);
    const { data: latest } = (await service.ask<{ data: Item }>('GET', `/v2/agents/${agentId}/versions/latest`)).body;
    const text = JSON.stringify({ data: { agent_id: agentId, snapshot: latest['snapshot'] } }, undefined, 2);
    const before = 'Say that billing takes over, then transfer.';
    assert.ok(text.includes(before));
    const [transferred, verified] = ['Ask for the email, then transfer.', '"rule": "Read back the phone"'];
    const rule = '"rule": "Read back the email"';
    const edited = text.replace(before, transferred).replace(rule, verified);
    const uri = await write('agent_latest.json', edited);
    const flags = await service.list(`/v1/triage/issues/${one?.id}/flags`);
    const flagged = flags.find(({ node_id: id }) => id === 'transfer-billing');
    const args = { issueId: one?.id, flagId: flagged?.id };
    const compared = await command('compareNode', args);
    assert.equal(compared['uri'], uri);
    assert.match(String(compared['version']), /^\d+\.\d+\.\d+$/);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(String(compared['before']), true));
    assert.equal(document.getText(), text.replace(rule, verified));
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    assert.deepEqual([tab.input.original.toString(), tab.input.modified.toString()], [compared['before'], uri]);
    assert.match(tab.label, /Transfer to billing: \d+\.\d+\.\d+ ↔ Working Copy/);
    // A container stands for the step that it begins with.
    const container = await command('compareNode', { issueId: one?.id, nodeId: 'billing' });
    const earlier = await vscode.workspace.openTextDocument(vscode.Uri.parse(String(container['before']), true));
    assert.equal(earlier.getText(), text.replace(before, transferred));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(vscode.Uri.parse(uri, true));
    const missing = await refusal('compareNode', args);
    assert.equal('code' in missing ? missing.code : '', 'NODE_NOT_FOUND');
  });

  it('compareNode says when there is no earlier text', async () => {
    const refused = async (more: object): Promise<string> => (await refusal('compareNode', more)).name;
    assert.equal(await refused({ nodeId: confirm }), 'NoEarlierTextError');
  });

  it('files.exclude hides files, and callTriage.code.include narrows them', async () => {
    const files = vscode.workspace.getConfiguration('files');
    const code = vscode.workspace.getConfiguration('callTriage.code');
    const isFound = async (): Promise<boolean> =>
      command('openNode', { nodeId: confirm }).then(
        () => true,
        () => false,
      );
    await files.update('exclude', { moved: true }, vscode.ConfigurationTarget.Workspace);
    await eventually(async () => assert.equal(await isFound(), false));
    await files.update('exclude', undefined, vscode.ConfigurationTarget.Workspace);
    await eventually(async () => assert.equal(await isFound(), true));
    await code.update('include', ['other/**'], vscode.ConfigurationTarget.Workspace);
    await eventually(async () => assert.equal(await isFound(), false));
    await code.update('include', undefined, vscode.ConfigurationTarget.Workspace);
    await eventually(async () => assert.equal(await isFound(), true));
  });

  it('createTestCase adds a case to a file, and the same flag replaces its own', async () => {
    const uri = await write('cases.jsonl', '{"id":"other",  "kept": true}\n');
    const args = { issueId: issue['triage_id'], flagId: flag.id, format: 'case', target: 'file', uri };
    assert.deepEqual(await command('createTestCase', args), { uri, cases: 1 });
    const lines = async () => (await readFile(path.join(folder, 'cases.jsonl'), 'utf8')).split('\n');
    const [kept, made = '', end] = await lines();
    assert.deepEqual([kept, end], ['{"id":"other",  "kept": true}', '']);
    const one = JSON.parse(made) as Item & { readonly input: readonly { readonly content: string }[] };
    assert.equal(one.id, flag.id);
    assert.ok(!('expected' in one));
    await command('createTestCase', { ...args, expected: 'May I have your email?' });
    const [same, again = '', ...rest] = await lines();
    assert.deepEqual([same, rest], [kept, ['']]);
    assert.equal((JSON.parse(again) as Item)['expected'], 'May I have your email?');
  });

  it('createTestCase takes several flags at once, each a case of its own without the faulty words', async () => {
    const stored = await service.list(`/v1/triage/issues/${issue.id}/flags`);
    const flags = stored.filter(({ message_index: index }) => typeof index === 'number');
    assert.ok(flags.length > 1, 'the issue has several flags on messages');
    const uri = await write('several.jsonl', '');
    const args = { issueId: issue.id, flagIds: flags.map(({ id }) => id), format: 'case', target: 'file', uri };
    for (let round = 0; round < 2; round += 1) {
      assert.deepEqual(await command('createTestCase', args), { uri, cases: flags.length });
    }
    const rows = (await readFile(path.join(folder, 'several.jsonl'), 'utf8')).trimEnd().split('\n');
    const cases = rows.map(
      (row) => JSON.parse(row) as Item & { readonly input: readonly { content: string }[]; readonly actual?: string },
    );
    assert.deepEqual(new Set(cases.map(({ id }) => id)), new Set(args.flagIds));
    assert.equal(cases.length, flags.length);
    for (const { id, input, actual } of cases) {
      const text = String(flags.find((one) => one.id === id)?.['message_text']).trim();
      // On the caller's words, it is the answer that was wrong.
      if (actual === text) assert.notEqual(input.at(-1)?.content, text);
    }
  });

  it('createTestCase edits an open file, and leaves it unsaved where it was', async () => {
    const uri = await write('open.json', '[]\n');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, 1, 0), '[{ "id": "mine" }]\n');
    await vscode.workspace.applyEdit(edit);
    const args = { issueId: issue.id, flagIds: [flag.id], format: 'langsmith', target: 'file', uri };
    assert.deepEqual(await command('createTestCase', args), { uri, cases: 1 });
    assert.equal(document.isDirty, true);
    assert.equal(await readFile(path.join(folder, 'open.json'), 'utf8'), '[]\n');
    const [mine, made] = JSON.parse(document.getText()) as Item[];
    assert.deepEqual([mine?.id, made?.id], ['mine', flag.id]);
    await document.save();
    await command('createTestCase', { ...args, expected: 'Yes.' });
    assert.equal(document.isDirty, false);
    assert.ok((await readFile(path.join(folder, 'open.json'), 'utf8')).includes('"content": "Yes."'));
  });

  it('createTestCase copies, and refuses what it cannot write', async () => {
    const args = { issueId: issue.id, flagId: flag.id };
    const copied = await command('createTestCase', { ...args, format: 'promptfoo', target: 'clipboard' });
    assert.deepEqual(copied, { uri: null, cases: 1 });
    assert.match(await vscode.env.clipboard.readText(), /^- \{"description":"T-\d+ /);
    const code = async (more: object) => {
      const error = await refusal('createTestCase', { ...args, ...more });
      return 'code' in error ? error.code : error.message;
    };
    const text = await write('notes.txt', '');
    assert.equal(await code({ format: 'case', target: 'file', uri: text }), 'INVALID_ARGUMENT');
    const noList = await write('no-list.json', '7');
    assert.equal(await code({ format: 'case', target: 'file', uri: noList }), 'INVALID_ARGUMENT');
    assert.equal(await code({ format: 'case' }), 'INVALID_ARGUMENT');
    assert.equal(await code({ flagId: 'none', format: 'case', target: 'clipboard' }), 'INVALID_ARGUMENT');
    assert.equal(await readFile(path.join(folder, 'no-list.json'), 'utf8'), '7');
  });
});

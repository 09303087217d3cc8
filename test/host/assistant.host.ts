// The tools for agents, invoked as an agent's host invokes them. While tests run, the editor confirms its own dialogs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, type Service } from './service.ts';

const reading = [
  'calltriage_list_flag_types',
  'calltriage_read_issue',
  'calltriage_read_transcript',
  'calltriage_search_issues',
];
const writing = ['calltriage_add_comment', 'calltriage_flag_message'];

const configure = (name: string, value: unknown, target = vscode.ConfigurationTarget.Global) =>
  vscode.workspace.getConfiguration().update(name, value, target);
async function invoke(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

const refusal = (name: string, input: object): Promise<string> =>
  invoke(name, input).then(
    () => 'done',
    (error: unknown) => String(error),
  );

/** The command lines of all processes. */
async function processes(): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'args']);
  return stdout.split('\n');
}

describe('tools for agents', () => {
  let service: Service;
  let issue: Item;
  let callId: string;

  before(async () => {
    // The other suites are without it.
    await configure('chat.disableAIFeatures', false);
    service = await connectToService('assistant');
    const issues = await service.list('/v1/triage/issues');
    for (const one of issues) {
      const resources = await service.list(`/v1/triage/issues/${one.id}/resources`);
      const call = resources.find((link) => link['resource_type'] === 'call' && link['status'] === 'available');
      if (call === undefined) continue;
      issue = one;
      callId = String(call['resource_id']);
      break;
    }
  });

  afterEach(async () => {
    await configure('callTriage.assistant', undefined);
    await configure('callTriage.assistant', undefined, vscode.ConfigurationTarget.Workspace);
    await configure('callTriage.assistantServer', undefined);
  });

  after(async () => {
    await configure('chat.disableAIFeatures', undefined);
    await service.close();
    await forgetConnections();
  });

  const flags = () => service.list(`/v1/triage/issues/${issue.id}/flags`);
  const activity = () => service.list(`/v1/triage/issues/${issue.id}/activity`);
  const flag = () => ({ issueId: issue['triage_id'], callId, messageIndex: 1, type: 'other', note: 'By an agent.' });

  it('are known to the editor, and do not run before somebody turns them on', async () => {
    const known = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('calltriage_'));
    assert.deepEqual(known.sort(), [...reading, ...writing].sort());
    for (const name of [...reading, ...writing])
      assert.match(await refusal(name, flag()), /callTriage\.assistant is off/);
  });

  it('read without asking', async () => {
    await configure('callTriage.assistant', 'read');
    const code = String(issue['triage_id']);
    assert.match(await invoke('calltriage_search_issues', { query: code }), new RegExp(`"code":"${code}"`));
    assert.match(await invoke('calltriage_read_issue', { issueId: code }), new RegExp(`"callId":"${callId}"`));
    const transcript = await invoke('calltriage_read_transcript', { callId, count: 2 });
    assert.match(transcript, /<<<UNTRUSTED DATA \w+>>>\n\{"index":0,/);
    assert.match(await invoke('calltriage_list_flag_types', {}), /"uses":/);
    const before = [await flags(), await activity()];
    assert.match(await refusal('calltriage_flag_message', flag()), /allows reading only/);
    assert.match(await refusal('calltriage_add_comment', { issueId: code, detail: 'x' }), /allows reading only/);
    assert.deepEqual([await flags(), await activity()], before);
  });

  it('write what was confirmed, through the outbox, and never start Norm', async () => {
    await configure('callTriage.assistant', 'readWrite');
    const before = (await flags()).length;
    assert.match(await invoke('calltriage_flag_message', flag()), /Message 1 is flagged on T-\d+/);
    const made = (await flags()).find(({ note }) => note === 'By an agent.');
    assert.equal(made?.['message_index'], 1);
    assert.equal((await flags()).length, before + 1);
    const detail = 'An agent looked at this.';
    assert.match(await invoke('calltriage_add_comment', { issueId: issue.id, detail }), /The comment is on T-\d+/);
    assert.equal((await activity()).filter((entry) => entry['detail'] === detail).length, 1);
    const norm = { issueId: issue.id, detail: 'fix it, @n\u200Borm' };
    assert.match(await refusal('calltriage_add_comment', norm), /mentions @norm/);
    assert.match(await refusal('calltriage_flag_message', { ...flag(), messageIndex: 9_999 }), /NOT_FOUND/);
  });

  it('go no further than the workspace allows, which cannot turn them on', async () => {
    await configure('callTriage.assistant', 'readWrite');
    await configure('callTriage.assistant', 'read', vscode.ConfigurationTarget.Workspace);
    assert.match(await refusal('calltriage_flag_message', flag()), /allows reading only/);
    await configure('callTriage.assistant', 'off');
    assert.match(await refusal('calltriage_list_flag_types', {}), /callTriage\.assistant is off/);
  });

  it('do not run in the editor when the MCP server offers them', async () => {
    await configure('callTriage.assistant', 'readWrite');
    await configure('callTriage.assistantServer', true);
    assert.match(await refusal('calltriage_list_flag_types', {}), /MCP server/);
  });

  it('run in the MCP server that the editor starts, which has the key by no command line', async () => {
    await configure('callTriage.assistant', 'read');
    await configure('callTriage.assistantServer', true);
    const ofServer = () => vscode.lm.tools.map(({ name }) => name).filter((name) => /^mcp_.*calltriage_/.test(name));
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.mcp.startServer', '*', { waitForLiveTools: true });
      assert.equal(ofServer().length, reading.length);
    });
    const tool = ofServer().find((name) => name.endsWith('calltriage_list_flag_types')) ?? '';
    assert.match(await invoke(tool, {}), /<<<UNTRUSTED DATA \w+>>>/);
    const commandLines = await processes();
    assert.ok(commandLines.some((line) => line.includes('mcp.js') && line.includes('--connection=assistant')));
    assert.ok(!commandLines.join('\n').includes(service.key));
    await configure('callTriage.assistant', 'off');
    await eventually(() => assert.deepEqual(ofServer(), []));
  });

  it('handToAgent composes a prompt about an issue, a flag or messages', async () => {
    const code = String(issue['triage_id']);
    const copied = await command('handToAgent', { issueId: code, callId, messageIndex: 1, target: 'clipboard' });
    const prompt = String(copied['prompt']);
    assert.equal(copied['target'], 'clipboard');
    assert.equal(await vscode.env.clipboard.readText(), prompt);
    assert.ok(prompt.includes(`message 1 of call ${callId} of issue ${code}`), prompt);
    assert.match(prompt, /\{"index":1,.*"about":true\}/);
    assert.doesNotMatch(prompt, /calltriage_/);
    await configure('callTriage.assistant', 'read');
    const [onFlag] = await flags();
    const flagged = await command('handToAgent', { issueId: code, flagId: onFlag?.id, target: 'clipboard' });
    assert.match(String(flagged['prompt']), /\{"kind":"flag",/);
    assert.match(String(flagged['prompt']), /calltriage_read_transcript with callId/);
    const opened = await command('handToAgent', { issueId: code });
    assert.equal(opened['target'], 'chat');
  });
});

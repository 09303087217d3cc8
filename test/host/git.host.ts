// From an issue to a branch and back to a comment, in real repositories through the editor's own Git extension.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';

const exec = promisify(execFile);

describe('work on an issue in Git', () => {
  let service: Service;
  let folder: string;
  let issue: Item;
  const branch = () => `triage/${String(issue['triage_id'])}-`;

  const gitIn = async (repository: string, ...args: readonly string[]): Promise<string> => {
    const identity = ['-c', 'user.name=Robin', '-c', 'user.email=robin@example.com', '-c', 'commit.gpgsign=false'];
    const { stdout } = await exec('git', [...identity, ...args], { cwd: path.join(folder, repository) });
    return stdout.trim();
  };
  const git = (...args: readonly string[]) => gitIn('agents', ...args);
  const current = () => git('branch', '--show-current');
  const makeRepository = async (name: string): Promise<void> => {
    await mkdir(path.join(folder, name));
    await gitIn(name, 'init', '--quiet', '--initial-branch=main');
    await writeFile(path.join(folder, name, 'prompt.txt'), 'Hello.\n');
    await gitIn(name, 'add', '.');
    await gitIn(name, 'commit', '--quiet', '--message=Begin');
    await vscode.commands.executeCommand('git.openRepository', path.join(folder, name));
  };
  const codeOf = async (name: string, args: object): Promise<unknown> => {
    const error = await refusal(name, args);
    return 'code' in error ? error.code : error.message;
  };
  const startWork = (more: object = {}) => command('startWork', { issueId: issue['triage_id'], ...more });
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'call-triage-git-'));
    service = await connectToService('git');
    const found = (await service.list('/v1/triage/issues')).find((one) => one['triage_id'] === 'T-1008');
    assert.ok(found);
    issue = found;
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await service.close();
    await forgetConnections();
    await rm(folder, { recursive: true, force: true });
  });

  it('says when no repository is open', async () => {
    assert.equal(await codeOf('startWork', { issueId: issue.id }), 'NOT_FOUND');
    assert.equal(await codeOf('linkCommit', { issueId: issue.id, commit: 'HEAD' }), 'NOT_FOUND');
  });

  it('startWork makes the branch of the issue, and opens what a flag is on', async () => {
    await makeRepository('agents');
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root);
    const pathway = { nodes: [{ id: 'transfer-billing', type: 'Default', data: { prompt: 'Transfer.' } }], edges: [] };
    const call = await service.list(`/v1/triage/issues/${issue.id}/flags`);
    const flag = call.find(({ node_id: id }) => id === 'transfer-billing');
    const { body } = await service.ask<Item>('GET', `/v1/calls/${String(flag?.['call_id'])}`);
    const file = vscode.Uri.joinPath(root.uri, 'work.json');
    await writeFile(
      file.fsPath,
      JSON.stringify({ pathway_id: body['pathway_id'], agent_id: issue['agent_id'], ...pathway }),
    );
    const made = await startWork();
    assert.match(String(made['branch']), new RegExp(`^${branch()}[a-z0-9-]+$`));
    assert.deepEqual([made['created'], made['node']], [true, { uri: file.toString(), line: 0, exact: true }]);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), file.toString());
    assert.equal(await current(), made['branch']);
    assert.ok(!('status' in made));
    await vscode.workspace.fs.delete(file);
  });

  it('startWork sets the status where that is wanted, and is no trouble on the branch', async () => {
    const made = await startWork({ inProgress: true });
    assert.equal(made['created'], false);
    const status = async () =>
      (await service.ask<{ data: Item }>('GET', `/v1/triage/issues/${issue.id}`)).body.data['status'];
    assert.equal(await status(), 'in_progress');
    const settings = vscode.workspace.getConfiguration('callTriage.code');
    const withSetting = async (value: string | undefined): Promise<unknown> => {
      await service.ask('PATCH', `/v1/triage/issues/${issue.id}`, { status: 'todo' });
      await vscode.commands.executeCommand('callTriage.refresh');
      await settings.update('setInProgress', value, vscode.ConfigurationTarget.Workspace);
      await startWork();
      return status();
    };
    assert.equal(await withSetting('never'), 'todo');
    assert.equal(await withSetting('always'), 'in_progress');
    assert.equal(await withSetting(undefined), 'todo');
  });

  it('startWork uses a branch that is there only when it may', async () => {
    const own = await current();
    await git('checkout', '--quiet', 'main');
    assert.equal(await codeOf('startWork', { issueId: issue.id }), 'CONFLICT');
    assert.equal(await current(), 'main');
    assert.equal((await startWork({ checkout: true }))['created'], false);
    assert.equal(await current(), own);
    // Under another title it is the branch of the issue all the same.
    const { title } = issue;
    await service.ask('PATCH', `/v1/triage/issues/${issue.id}`, { title: 'Another title' });
    await vscode.commands.executeCommand('callTriage.refresh');
    assert.deepEqual([(await startWork())['branch'], await current()], [own, own]);
    await service.ask('PATCH', `/v1/triage/issues/${issue.id}`, { title });
  });

  it('startWork says what Git refuses, and changes nothing then', async () => {
    await writeFile(path.join(folder, 'agents', 'prompt.txt'), 'Good morning.\n');
    await git('commit', '--quiet', '--all', '--message=Greet [by](command:x) `time` of day');
    await git('checkout', '--quiet', 'main');
    await writeFile(path.join(folder, 'agents', 'prompt.txt'), 'Edited.\n');
    const error = await refusal('startWork', { issueId: issue.id, checkout: true });
    assert.deepEqual([error.name, error.code], ['GitRefusedError', 'CONFLICT']);
    assert.match(error.message, /prompt\.txt|commit your changes/);
    assert.equal(await current(), 'main');
    await git('checkout', '--quiet', 'prompt.txt');
  });

  it('startWork begins at a detached head, and keeps uncommitted changes that are not in the way', async () => {
    await git('branch', '--quiet', '--list');
    await git(
      'branch',
      '--move',
      (await git('branch', '--list', `${branch()}*`, '--format=%(refname:short)')).trim(),
      'kept',
    );
    await git('checkout', '--quiet', '--detach');
    await writeFile(path.join(folder, 'agents', 'draft.txt'), 'Mine.\n');
    const made = await startWork();
    assert.equal(made['created'], true);
    assert.equal(await current(), made['branch']);
    assert.match(await git('status', '--porcelain'), /draft\.txt/);
  });

  it('linkCommit comments with the page of a commit, and says when it is not pushed', async () => {
    await git('remote', 'add', 'origin', 'https://robin:secret@github.com/acme/agents.git');
    const hash = await git('rev-parse', 'kept');
    const unpushed = await command('linkCommit', { issueId: issue['triage_id'], commit: 'kept', detail: 'Fixed by' });
    assert.deepEqual(
      [unpushed['commit'], unpushed['url'], unpushed['isPushed']],
      [hash, `https://github.com/acme/agents/commit/${hash}`, false],
    );
    await git('update-ref', 'refs/remotes/origin/main', 'kept');
    const linked = await command('linkCommit', { issueId: issue.id, commit: hash });
    assert.equal(linked['isPushed'], true);
    const activity = await service.list(`/v1/triage/issues/${issue.id}/activity`);
    const details = activity.map(({ detail }) => detail);
    const page = `https://github.com/acme/agents/commit/${hash}`;
    assert.ok(details.includes(`Fixed by\n${page}`));
    const subject = String.raw`Greet \[by\](command:x) \`time\` of day`;
    assert.ok(details.includes(`\`${hash.slice(0, 10)}\` ${subject}\n${page}`));
    assert.ok(!JSON.stringify(activity).includes('secret'));
  });

  it('linkCommit names the commit alone at a host that it does not know, and refuses what is none', async () => {
    await git('remote', 'set-url', 'origin', 'git@git.example.com:acme/agents.git');
    assert.equal((await command('linkCommit', { issueId: issue.id, commit: 'main' }))['url'], null);
    assert.equal(await codeOf('linkCommit', { issueId: issue.id, commit: 'nothing-here' }), 'CONFLICT');
    assert.equal(await codeOf('linkCommit', { issueId: issue.id, commit: '--all' }), 'INVALID_ARGUMENT');
    assert.equal(await codeOf('linkCommit', { issueId: issue.id }), 'INVALID_ARGUMENT');
  });

  it('a script names the repository where several are open', async () => {
    await makeRepository('other');
    assert.equal(await codeOf('startWork', { issueId: issue.id }), 'INVALID_ARGUMENT');
    const repository = vscode.Uri.file(path.join(folder, 'other', 'prompt.txt'));
    const made = await startWork({ repository });
    assert.equal(made['created'], true);
    assert.equal(await gitIn('other', 'branch', '--show-current'), made['branch']);
  });

  it('says when Git is switched off', async () => {
    const settings = vscode.workspace.getConfiguration('git');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
    try {
      await eventually(async () => {
        const error = await refusal('startWork', { issueId: issue.id });
        assert.equal(error.message, 'The Git extension of the editor is not available.');
      });
    } finally {
      await settings.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

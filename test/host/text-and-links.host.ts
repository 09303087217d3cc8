// Calls as text, copies, links and masking: by argument object, in real documents and on the real clipboard.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, refusal, type Service } from './service.ts';
import { issueList, issuesTree, personasTree, treeText } from './tree-text.ts';

interface Exports {
  readonly links: vscode.UriHandler;
  readonly calls: vscode.TreeDataProvider<object>;
}

describe('texts, links and privacy', () => {
  let service: Service;
  let issueId: string;
  let callId: string;
  let otherCallId: string;
  let texts: string[];

  before(async () => {
    service = await connectToService('texts');
    const issue = (await service.list('/v1/triage/issues')).find((one) => one['triage_id'] === 'T-1001');
    assert.ok(issue);
    issueId = issue.id;
    const links = await service.list(`/v1/triage/issues/${issueId}/resources`);
    callId = String(links.find((one) => one['resource_type'] === 'call')?.['resource_id']);
    const details = await service.ask<{ transcripts: { text: string }[] }>('GET', `/v1/calls/${callId}`);
    texts = details.body.transcripts.map(({ text }) => text);
    const { body } = await service.ask<{ calls: { call_id: string }[] }>('GET', '/v1/calls?limit=10');
    otherCallId = body.calls.find(({ call_id }) => call_id !== callId)?.call_id ?? '';
  });

  after(async () => {
    await command('maskPersonalData', { masked: false });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await service.close();
    await forgetConnections();
  });

  const exported = async (): Promise<Exports> => {
    const extension = vscode.extensions.getExtension<Exports>('call-triage.call-triage');
    assert.ok(extension);
    return extension.activate();
  };
  /** What the rows of the calls say. */
  const callRows = async (): Promise<string> => {
    const { calls } = await exported();
    const nodes = (await calls.getChildren()) ?? [];
    let rows = '';
    for (const node of nodes) {
      const { description } = await calls.getTreeItem(node);
      rows += `${JSON.stringify(description)}\n`;
    }
    return rows;
  };
  const clipboard = () => vscode.env.clipboard.readText();
  const open = async (uri: string): Promise<vscode.TextDocument> =>
    vscode.workspace.openTextDocument(vscode.Uri.parse(uri));

  it('openAsText shows each message on its line, at the one that is named, in a text that cannot be written', async () => {
    const { uri } = await command<{ uri: string }>('openAsText', { callId, issueId: 'T-1001', messageIndex: 4 });
    const document = await open(uri);
    assert.equal(document.languageId, 'plaintext');
    assert.equal(vscode.workspace.fs.isWritableFileSystem(document.uri.scheme), false);
    const lines = document.getText().split('\n');
    assert.ok(lines[0]?.startsWith('T-1001  '), lines[0]);
    for (const [index, text] of texts.entries()) {
      const line = lines.find((one) => one.startsWith(`#${index} `)) ?? '';
      assert.ok(line.endsWith(text.trim().replace(/\s+/g, ' ')), `${index}: ${line}`);
    }
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), document.uri.toString());
    assert.ok(document.lineAt(editor.selection.active.line).text.startsWith('#4 '));
  });

  it('a message is named by its index, as #4 or by its time', async () => {
    const { uri } = await command<{ uri: string }>('openAsText', { callId, issueId: 'T-1001' });
    const line =
      (await open(uri))
        .getText()
        .split('\n')
        .find((one) => one.startsWith('#4 ')) ?? '';
    const time = /\d+:\d\d/.exec(line)?.[0] ?? '';
    for (const messageIndex of [4, '#4', time]) {
      await command('openAsText', { callId, issueId: 'T-1001', messageIndex: 0 });
      await command('openAsText', { callId, issueId: 'T-1001', messageIndex });
      const editor = vscode.window.activeTextEditor ?? assert.fail('no text is open');
      assert.ok(editor.document.lineAt(editor.selection.active.line).text.startsWith('#4 '), String(messageIndex));
    }
    const opened = await command<{ messageIndex: unknown }>('openLink', {
      link: `vscode://call-triage.call-triage/call/${callId}?message=${time}`,
    });
    assert.equal(opened.messageIndex, time);
    for (const messageIndex of ['9:59', '#', 'four']) {
      const refused = await refusal('openTranscript', { callId, messageIndex });
      assert.equal(refused.name, 'InvalidArgumentError', messageIndex);
    }
    const link = `vscode://call-triage.call-triage/call/${callId}?message=9:59`;
    assert.equal((await refusal('openLink', { link })).name, 'InvalidArgumentError');
  });

  it('the text has a flag as soon as it is made, on its message, in outline and folding', async () => {
    const { uri } = await command<{ uri: string }>('openAsText', { callId, issueId });
    const document = await open(uri);
    const note = 'Reach me: 415 555 0111.';
    await command('flagMessage', { issueId, callId, messageIndex: 3, type: 'dead_air', note });
    await eventually(() => assert.ok(document.getText().includes(`⚑ dead_air: ${note}`), document.getText()));
    const lines = document.getText().split('\n');
    const line = lines.findIndex((one) => one.includes(note));
    assert.ok(lines[line - 1]?.startsWith('#3 ') || lines[line - 1]?.includes('⚑'), lines[line - 1]);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const messages = symbols.flatMap(({ children }) => children);
    assert.equal(messages.filter(({ name }) => name.startsWith('#')).length, texts.length);
    const flagged = messages.find(({ name }) => name.startsWith('#3 '));
    assert.ok(flagged);
    assert.ok(flagged.children.some(({ name, detail }) => name === '⚑ dead_air' && detail === note));
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    assert.ok(folds.some(({ start, end }) => start === flagged.range.start.line && end >= line));
  });

  it('compareCalls opens the editor’s diff of what was said', async () => {
    assert.equal((await refusal('compareCalls', { callId })).name, 'InvalidArgumentError');
    assert.equal((await refusal('compareCalls', { callId, otherCallId: 'nothing' })).name, 'NotFoundError');
    const { left, right } = await command<{ left: string; right: string }>('compareCalls', { callId, otherCallId });
    await eventually(() => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputTextDiff);
      assert.deepEqual([input.original.toString(), input.modified.toString()], [left, right]);
    });
    const text = (await open(left)).getText();
    assert.ok(text.includes(`: ${texts[0]?.trim()}\n`), text);
    assert.ok(!/^#\d/m.test(text));
  });

  it('an address that nobody made, and a call that is not there, say so', async () => {
    await assert.rejects(() => Promise.resolve(open('call-triage-text:/x.txt?callId=1')));
    const { uri } = await command<{ uri: string }>('openAsText', { callId: 'no-such-call' });
    assert.match((await open(uri)).getText(), /Not available/);
  });

  it('copyMessage and copyWithContext put messages on the clipboard', async () => {
    const { text } = await command<{ text: string }>('copyMessage', { callId, messageIndexes: [1, 0] });
    assert.equal(await clipboard(), text);
    assert.equal(text.split('\n').length, 2);
    assert.match(text, /^0:0\d \w+: /);
    const context = await command<{ text: string }>('copyWithContext', { callId, issueId, messageIndex: 3 });
    assert.match(context.text, /^T-1001 /);
    assert.match(context.text, /^> #3 /m);
    assert.match(context.text, /⚑ dead_air: Reach me/);
    assert.ok(
      context.text.includes(`://call-triage.call-triage/call/${callId}?connection=texts&issue=${issueId}&message=3`),
    );
    assert.equal((await refusal('copyMessage', { callId, messageIndex: 9999 })).name, 'InvalidArgumentError');
    assert.equal((await refusal('copyMessage', {})).name, 'InvalidArgumentError');
  });

  it('copyLink and openLink: what is copied opens what it was copied from', async () => {
    const scheme = vscode.env.uriScheme;
    const { link } = await command<{ link: string }>('copyLink', { callId, issueId, messageIndex: 12 });
    assert.equal(
      link,
      `${scheme}://call-triage.call-triage/call/${callId}?connection=texts&issue=${issueId}&message=12`,
    );
    assert.equal(await clipboard(), link);
    const opened = await command('openLink', { link });
    assert.deepEqual(opened, { kind: 'call', callId, issueId, messageIndex: 12, connectionId: 'texts' });
    const issueLink = await command<{ link: string }>('copyLink', { issueId: 'T-1001' });
    assert.equal(issueLink.link, `${scheme}://call-triage.call-triage/issue/${issueId}?connection=texts`);
    assert.equal((await command('openLink', issueLink))['issueId'], issueId);
  });

  it('openLink refuses what is no link, and a connection that is unknown or not the active one', async () => {
    const links = await Promise.all(
      ['https://example.com', `x://call-triage.call-triage/key/1`, 'x://call-triage.call-triage/call/a%2Fb'].map(
        (link) => refusal('openLink', { link }),
      ),
    );
    assert.deepEqual(
      links.map(({ name }) => name),
      ['InvalidArgumentError', 'InvalidArgumentError', 'InvalidArgumentError'],
    );
    const to = (connection: string) => `x://call-triage.call-triage/call/${callId}?connection=${connection}`;
    assert.equal((await refusal('openLink', { link: to('nobody') })).name, 'NoConnectionError');
    const other = await connectToService('elsewhere');
    await command('switchConnection', { connectionId: 'texts' });
    assert.equal((await refusal('openLink', { link: to('elsewhere') })).name, 'InvalidArgumentError');
    // Views that were open may still have asked for what they list; nothing has asked for the call.
    const { body } = await other.ask<{ requests: { path: string }[] }>('GET', '/sandbox/requests');
    assert.deepEqual(
      body.requests.filter(({ path }) => path.includes(callId)),
      [],
    );
    await other.close();
  });

  it('the editor’s link handler opens a link and lives through any other', async () => {
    const { links } = await exported();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const good = `${vscode.env.uriScheme}://call-triage.call-triage/call/${callId}?connection=texts&message=2`;
    await links.handleUri(vscode.Uri.parse(good));
    await eventually(() => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputWebview && input.viewType.endsWith('callTriage.transcript'));
    });
    for (const path of ['', '/', '/call', '/call/%00', '/call/%', '/key/x?y=z', '/call/1?message=NaN']) {
      // What is wrong is said in a message that waits for nobody here.
      void links.handleUri(vscode.Uri.parse(`${vscode.env.uriScheme}://call-triage.call-triage${path}`));
    }
    // The next good one is opened as before.
    await links.handleUri(vscode.Uri.parse(good));
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 1);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('hideDimmed hides, shows, or does the other of what is set, for every transcript', async () => {
    const set = () => vscode.workspace.getConfiguration('callTriage.transcript').get('hideDimmed');
    assert.deepEqual(await command('hideDimmed', { hidden: true }), { hidden: true });
    assert.equal(set(), true);
    assert.deepEqual(await command('hideDimmed', {}), { hidden: false });
    assert.equal(set(), false);
  });

  it('maskPersonalData masks text and copies, and nothing that is sent', async () => {
    const { uri } = await command<{ uri: string }>('openAsText', { callId, issueId });
    const document = await open(uri);
    assert.match(document.getText(), /From: \+1\d+/);
    assert.match(await callRows(), /\+1 \d{3} \d{3} \d{4}/);
    assert.deepEqual(await command('maskPersonalData', { masked: true }), { masked: true });
    await eventually(() => assert.match(document.getText(), /⚑ dead_air: Reach me: ••• ••• ••••\./));
    assert.match(document.getText(), /From: \+•+\n/);
    assert.ok(document.getText().includes(`Call: ${callId}`));
    const { text } = await command<{ text: string }>('copyWithContext', { callId, issueId, messageIndex: 3 });
    assert.match(text, /Reach me: ••• ••• ••••\./);
    assert.match(await callRows(), /\+• ••• ••• ••••/);
    assert.doesNotMatch(await callRows(), /\+1 ?\d{3}/);
    const note = 'Call 415 555 0122 instead.';
    const flag = await command('flagMessage', { issueId, callId, messageIndex: 5, type: 'privacy', note });
    assert.equal(flag['message_text'], texts[5]);
    assert.equal(flag['note'], note);
    assert.deepEqual(await command('maskPersonalData', {}), { masked: false });
    await eventually(() => assert.ok(document.getText().includes(note)));
  });

  it('masks every other surface, and shows it again by the same switch', async () => {
    const canary = 'Call 415 555 0177 or ann.canary@example.com back';
    const leak = /555 ?0177|ann\.canary/;
    const { id } = await command<{ id: string }>('createIssue', { title: canary, severity: 'low', category: 'Bug' });
    await command('addComment', { issueId: id, detail: `${canary}, says the caller.` });
    const row = async (): Promise<vscode.TreeItem> => {
      const issues = await issuesTree();
      for (const node of (await issues.getChildren(await issueList(issues))) ?? []) {
        const item = await issues.getTreeItem(node);
        const words = JSON.stringify(item.label);
        if (words.includes(' back') && words.includes('Call ')) return item;
      }
      return assert.fail('there is no row of the issue');
    };
    await command('showActivity', { issueId: id });
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    await eventually(() => assert.match(document.getText(), leak));
    await eventually(async () => assert.match(JSON.stringify(await row()), leak));
    assert.match((await treeText(await personasTree(), 2)).join(), /\+1 415 555 0100/);
    await command('maskPersonalData', { masked: true });
    await eventually(() => assert.doesNotMatch(document.getText(), leak));
    assert.match(document.getText(), /^# T-\d+ {2}Call ••• ••• •••• or •••@••• back$/m);
    assert.match(document.getText(), /^ {4}Call ••• ••• •••• or •••@••• back, says the caller\.$/m);
    assert.match(document.getText(), new RegExp(`${new Date().getFullYear()}`));
    assert.doesNotMatch(JSON.stringify(await row()), leak);
    const personas = (await treeText(await personasTree(), 2)).join('\n');
    assert.match(personas, /\+• ••• ••• ••00 {2}Billing line\n {2}\+• ••• ••• ••02/);
    assert.doesNotMatch(personas, /\+1/);
    await command('editIssue', { issueId: id, description: canary });
    const stored = await service.ask<{ data: { title: string } }>('GET', `/v1/triage/issues/${id}`);
    assert.match(JSON.stringify(stored.body), leak);
    await command('maskPersonalData', { masked: false });
    await eventually(() => assert.match(document.getText(), leak));
  });
});

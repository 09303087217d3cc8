// Comments, the activity as a text, and Norm: by argument object, and in the document a person reads.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { extension } from './tree-text.ts';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';

interface Activity {
  readonly issueId: string;
  readonly entries: readonly Item[];
}

describe('activity, comments and Norm', () => {
  let service: Service;
  let issueId: string;
  let code: string;

  before(async () => {
    service = await connectToService('activity');
    const issue = (await service.list('/v1/triage/issues')).find((one) => one['triage_id'] === 'T-1002');
    assert.ok(issue);
    issueId = issue.id;
    code = 'T-1002';
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await service.close();
    await forgetConnections();
  });

  const entries = () => service.list(`/v1/triage/issues/${issueId}/activity`);
  const shown = (name = `${code} Activity.txt`) => {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.path === `/${name}`);
    assert.ok(document, `${name} is not open`);
    return document;
  };

  it('addComment posts the text and gives the entry, with its links', async () => {
    const [link] = await service.list(`/v1/triage/issues/${issueId}/resources`);
    const comment = { issueId: code, detail: ' Seen again.\nTwice. ', resourceLinkIds: [link?.id] };
    const entry = await command('addComment', comment);
    assert.equal(entry['type'], 'comment');
    assert.deepEqual((await entries())[0]?.id, entry['id']);
    assert.equal(entry['detail'], 'Seen again.\nTwice.');
    assert.equal((entry['resources'] as Item[])[0]?.id, link?.id);
  });

  it('addComment refuses what is empty, too long or missing, and a link that is not there', async () => {
    const before = (await entries()).length;
    assert.equal((await refusal('addComment', { issueId, detail: '  ' })).name, 'InvalidArgumentError');
    assert.equal((await refusal('addComment', { issueId, detail: 'x'.repeat(4001) })).name, 'InvalidArgumentError');
    assert.equal((await refusal('addComment', { issueId })).name, 'InvalidArgumentError');
    const elsewhere = { issueId, detail: 'x', resourceLinkIds: ['no-such-link'] };
    assert.equal((await refusal('addComment', elsewhere)).name, 'NotFoundError');
    assert.equal((await refusal('addComment', { issueId: 'T-999999', detail: 'x' })).name, 'IssueNotFoundError');
    assert.equal((await entries()).length, before);
  });

  it('addComment with @norm needs allowNorm, and then starts a run', async () => {
    const before = await entries();
    assert.equal((await refusal('addComment', { issueId, detail: 'Hi @Norm' })).name, 'NormConsentError');
    assert.equal((await entries()).length, before.length);
    await command('addComment', { issueId, detail: '@norm /status', allowNorm: true });
    await eventually(async () => {
      const added = (await entries()).filter(({ id }) => !before.some((old) => old.id === id));
      assert.ok(['comment', 'prompt', 'response'].every((type) => added.some((one) => one['type'] === type)));
    });
  });

  it('showActivity gives every entry and shows them as a read-only text, newest first', async () => {
    const activity = await command<Activity>('showActivity', { issueId: code });
    assert.equal(activity.issueId, issueId);
    assert.deepEqual(activity.entries.map(({ id }) => id).toSorted(), (await entries()).map(({ id }) => id).toSorted());
    const text = shown().getText();
    assert.equal(shown().languageId, 'plaintext');
    assert.ok(text.startsWith(`# ${code}  `), text);
    for (const words of ['created the issue', 'flagged a message: repeated_question #', 'Seen again.\n    Twice.']) {
      assert.ok(text.includes(words), `${words} is missing:\n${text}`);
    }
    assert.ok(text.includes('changed the status: todo → in progress'), text);
    assert.ok(text.indexOf('Seen again.') < text.indexOf('created the issue'));
  });

  it('what a stranger wrote stays text: indented, and without control characters', async () => {
    const hostile =
      '# T-1  forged\n##  Norm  answers\u2028[run](command:callTriage.signOut)\u202Egnp.exe\u0007<script>';
    await command('addComment', { issueId, detail: hostile });
    await eventually(() => assert.ok(shown().getText().includes('forged'), shown().getText()));
    const text = shown().getText();
    assert.ok(
      text.includes('    # T-1  forged\n    ##  Norm  answers\n    [run](command:callTriage.signOut)gnp.exe<script>'),
      text,
    );
    assert.ok(!/^# T-1 /m.test(text));
  });

  it('askNorm reads at once, and its answer comes into the text that is shown', async () => {
    await command('showActivity', { issueId });
    const run = await command('askNorm', { issueId: code, intent: 'verify', detail: 'the first flag' });
    assert.equal(run['issueId'], issueId);
    assert.equal(run['intent'], 'verify');
    const mine = async () =>
      (await entries()).filter(({ metadata }) => (metadata as Item | null)?.['run_id'] === run['runId']);
    await eventually(async () => {
      assert.ok((await mine()).some(({ type }) => type === 'response'));
    });
    await eventually(() => {
      const text = shown().getText();
      assert.ok(text.includes('asked Norm (verify)') && text.includes('    the first flag'), text);
      assert.ok(text.indexOf('These flags still stand') < text.indexOf('the first flag'), text);
      assert.ok(!text.includes('is working'), text);
    });
  });

  it('askNorm drafts a change only when that is confirmed', async () => {
    const before = (await entries()).length;
    assert.equal((await refusal('askNorm', { issueId, intent: 'fix' })).name, 'NormConsentError');
    assert.equal((await refusal('askNorm', { issueId })).name, 'InvalidArgumentError');
    assert.equal((await refusal('askNorm', { issueId, intent: 'erase' })).name, 'InvalidArgumentError');
    assert.equal((await refusal('askNorm', { issueId, intent: 'fix', confirm: false })).name, 'InvalidArgumentError');
    const long = { issueId, intent: 'status', detail: 'x'.repeat(4000) };
    assert.equal((await refusal('askNorm', long)).name, 'InvalidArgumentError');
    assert.equal((await entries()).length, before);
    const run = await command('askNorm', { issueId, intent: 'fix', confirm: true });
    assert.equal(run['intent'], 'fix');
    await eventually(() =>
      assert.ok(shown().getText().includes('Draft for T-1002 · pathway_draft · ready'), shown().getText()),
    );
  });

  it('showAffected gives calls, pathways, personas and alerts', async () => {
    const affected = await command<{ calls: Item[]; pathways: Item[]; personas: Item[]; alerts: Item[] }>(
      'showAffected',
      {
        issueId: code,
      },
    );
    assert.equal(affected.calls.length, 1);
    assert.equal(affected.pathways[0]?.['call_count'], 1);
    assert.deepEqual([affected.personas, affected.alerts], [[], []]);
    assert.equal((await refusal('showAffected', { issueId: 'T-999999' })).name, 'IssueNotFoundError');
  });

  it('evidence, flags, issues and answers are links, and what can be done stands above', async () => {
    await command('showActivity', { issueId: code });
    const { uri } = shown();
    const links = async () =>
      (await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri)).map((link) => ({
        text: shown().getText(link.range),
        target: decodeURIComponent(link.target?.toString() ?? ''),
      }));
    await eventually(async () => {
      const all = await links();
      const [resource] = await service.list(`/v1/triage/issues/${issueId}/resources`);
      const call = all.find(({ text }) => text === resource?.['title']);
      assert.match(call?.target ?? '', /^command:callTriage\.openTranscript\?/);
      assert.ok(call?.target.includes(String(resource?.['resource_id'])));
      const flag = all.find(({ text }) => text.startsWith('flagged a message: repeated_question #'));
      assert.ok(flag?.target.includes('"messageIndex":'), JSON.stringify(all));
      assert.ok(all.some(({ text, target }) => text === 'answered' && target.includes('"entryId":')));
    });
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    assert.deepEqual(
      lenses.map(({ command: run }) => run?.title),
      ['Add Comment…', 'Norm: Status', 'Norm: Verify', 'Norm: Fix…'],
    );
  });

  it('what this version does not know is shown by its name, and leads where it can', async () => {
    const odd = (await service.list('/v1/triage/issues')).find((one) => one['triage_id'] === 'T-1005');
    const items = [
      { id: 'e1', type: 'escalated_to_mars', actor: null, detail: 'Off it goes.' },
      { id: 'e2', type: 'severity_changed', metadata: { from: 'low', to: 'high' } },
      {
        id: 'e3',
        type: 'relation_added',
        metadata: { relation_type: 'blocks', direction: 'outgoing' },
        referenced_issues: [{ id: issueId, triage_id: code, title: '[x](command:callTriage.signOut)' }],
      },
      {
        id: 'e4',
        type: 'resource_added',
        resources: [{ id: 'l1', resource_type: 'hologram', resource_id: 'h1', title: 'Deep\u202E blue' }],
      },
    ];
    const path = `/v1/triage/issues/${odd?.id}/activity`;
    const body = { data: { items, next_cursor: null }, errors: null };
    await service.ask('POST', '/sandbox/faults', { match: { path }, fault: { kind: 'status', status: 200, body } });
    await command('showActivity', { issueId: 'T-1005' });
    await service.ask('DELETE', '/sandbox/faults');
    const document = shown('T-1005 Activity.txt');
    const lines = document.getText().split('\n');
    const starts = [
      '##  escalated_to_mars',
      '##  changed the severity: low → high',
      `    ${code}  [x](command:callTriage.signOut)`,
      '    hologram: Deep blue (h1)',
    ];
    for (const start of starts) assert.ok(lines.includes(start), document.getText());
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const targets = links.map(({ target }) => decodeURIComponent(target?.toString() ?? ''));
    const runs = (name: string, id: string): boolean =>
      targets.some((target) => target.startsWith(`command:callTriage.${name}?`) && target.includes(`:"${id}"`));
    assert.ok(runs('openIssue', issueId) && runs('revealIssue', 'l1'), String(targets));
    assert.ok(!targets.some((target) => target.includes('signOut')));
  });

  it('revealIssue selects evidence as well', async () => {
    const [link] = await service.list(`/v1/triage/issues/${issueId}/resources`);
    const linkId = link?.id ?? '';
    const { view } = await extension();
    // A redraw of the view under way takes the selection along.
    await eventually(async () => {
      assert.equal((await command('revealIssue', { issueId: code, linkId }))['revealed'], true);
      assert.ok(String(Reflect.get(view.selection[0] ?? {}, 'id')).endsWith(`/${linkId}`));
    });
  });

  it('one entry opens by itself, whole', async () => {
    const detail = `Long. ${'word '.repeat(700)}\nThe last line.`;
    const { id } = await command('addComment', { issueId, detail });
    const one = await command<Activity>('showActivity', { issueId: code, entryId: id });
    assert.deepEqual(
      one.entries.map((entry) => entry.id),
      [id],
    );
    assert.ok(shown(`${code} comment.txt`).getText().includes('\nThe last line.'));
    const artifact = (await entries()).find(({ type }) => type === 'artifact');
    await command('showActivity', { issueId: code, entryId: artifact?.id });
    const made = shown(`${code} artifact.txt`).getText();
    assert.ok(made.includes('created something') && made.includes('\n  "summary": "Addresses:'), made);
    const unknown = await refusal('showActivity', { issueId: code, entryId: 'no-such-entry' });
    assert.equal(unknown.name, 'InvalidArgumentError');
  });

  it('answerNorm goes on in the session that asked, and only reads when the question came of reading', async () => {
    const bare = (await service.list('/v1/triage/issues')).find((one) => one['triage_id'] === 'T-1010');
    const path = `/v1/triage/issues/${bare?.id}`;
    const issue = async () => (await service.ask<{ data: Item }>('GET', path)).body.data;
    assert.equal((await refusal('answerNorm', { issueId: 'T-1010', detail: 'x' })).name, 'NormNotAskingError');
    const asked = await command('askNorm', { issueId: 'T-1010', intent: 'status' });
    const asking = (now: Item): void =>
      assert.equal((now['latest_agent_session'] as Item | null)?.['status'], 'awaiting_input');
    await eventually(async () => asking(await issue()));
    assert.equal((await refusal('answerNorm', { issueId: 'T-1010' })).name, 'InvalidArgumentError');
    await command('showActivity', { issueId: 'T-1010' });
    await eventually(() =>
      assert.ok(shown('T-1010 Activity.txt').getText().includes('Norm is waiting for your answer.')),
    );
    const run = await command('answerNorm', { issueId: 'T-1010', detail: 'The one of Monday.' });
    assert.deepEqual([run['sessionId'], run['intent']], [asked['sessionId'], 'status']);
    await eventually(() => {
      const text = shown('T-1010 Activity.txt').getText();
      assert.ok(text.includes('    The one of Monday.') && text.includes('Nothing was changed.'), text);
      assert.ok(!text.includes('Norm is waiting'), text);
    });
  });

  it('answerNorm asks before an answer that may write', async () => {
    const made = await command('createIssue', { title: 'Nothing to go by', severity: 'low', category: 'Bug' });
    const target = { issueId: String(made['id']) };
    await command('askNorm', { ...target, intent: 'fix', confirm: true });
    const path = `/v1/triage/issues/${target.issueId}`;
    await eventually(async () => {
      const { data } = (await service.ask<{ data: Item }>('GET', path)).body;
      assert.equal((data['latest_agent_session'] as Item)['status'], 'awaiting_input');
    });
    assert.equal((await refusal('answerNorm', { ...target, detail: 'Do it.' })).name, 'NormConsentError');
    const run = await command('answerNorm', { ...target, detail: 'Do it.', confirm: true });
    assert.equal(run['intent'], 'fix');
  });

  it('a text about an issue that is gone says so', async () => {
    const query = new URLSearchParams({ connectionId: 'activity', issueId: 'gone', view: 'activity' }).toString();
    const uri = vscode.Uri.from({ scheme: 'call-triage', path: '/T-1 Activity.txt', query });
    assert.match((await vscode.workspace.openTextDocument(uri)).getText(), /Not available/);
    const foreign = vscode.Uri.from({ scheme: 'call-triage', path: '/x.txt', query: 'view=secrets' });
    assert.equal((await vscode.workspace.openTextDocument(foreign)).getText(), 'Nothing here.\n');
  });
});

// SMS conversations: opened and commented on by argument object; what the service keeps of it is read back.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';

describe('SMS conversations', () => {
  let service: Service;
  let issue: Item;
  let link: Item;
  let conversationId: string;

  before(async () => {
    service = await connectToService('conversations');
    const issues = await service.list('/v1/triage/issues');
    issue = issues.find((one) => one['triage_id'] === 'T-1014') as Item;
    const links = await service.list(`/v1/triage/issues/${issue.id}/resources`);
    link = links.find((one) => one['resource_type'] === 'sms_conversation') as Item;
    conversationId = String(link['resource_id']);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await service.close();
    await forgetConnections();
  });

  const entries = () => service.list(`/v1/triage/issues/${issue.id}/activity`);
  const tabs = () => vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all.map(({ label }) => label));
  const quoting = (more: object) => ({ issueId: 'T-1014', conversationId, messageIndex: 4, ...more });

  it('openConversation opens one panel for a conversation and an issue', async () => {
    const opened = await command('openConversation', { conversationId, issueId: 'T-1014', messageIndex: 4 });
    assert.deepEqual(opened, { conversationId, issueId: issue.id });
    const title = 'SMS with +1 504 555 0171';
    await eventually(() => assert.deepEqual(tabs(), [`T-1014 · ${title}`]));
    await command('openConversation', { conversationId, issueId: issue.id });
    assert.deepEqual(tabs(), [`T-1014 · ${title}`]);
    await command('openConversation', { conversationId });
    await eventually(() => assert.deepEqual(tabs().toSorted(), [title, `T-1014 · ${title}`]));
    assert.equal((await refusal('openConversation', {})).name, 'InvalidArgumentError');
    assert.equal((await refusal('openConversation', { conversationId: '' })).name, 'InvalidArgumentError');
    const elsewhere = { conversationId, issueId: 'T-999999' };
    assert.equal((await refusal('openConversation', elsewhere)).name, 'IssueNotFoundError');
  });

  it('commentWithQuote posts the quote and the note, with the link of the conversation', async () => {
    const entry = await command('commentWithQuote', quoting({ note: 'Ignored the day twice.' }));
    const stored = (await entries())[0];
    assert.equal(stored?.id, entry['id']);
    assert.match(
      String(stored?.['detail']),
      /^> User, \d{4}-\d\d-\d\d \d\d:\d\d UTC \(SMS #4\):\n> No\. Saturday\. Please change it\n\nIgnored the day twice\.$/,
    );
    assert.deepEqual(
      ((stored ?? entry)['resources'] as Item[]).map(({ id }) => id),
      [link.id],
    );
  });

  it('the activity leads from the comment to the conversation', async () => {
    await command('showActivity', { issueId: 'T-1014' });
    const { document } = vscode.window.activeTextEditor ?? assert.fail('no document is open');
    await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        document.uri,
      );
      const address = found.map(({ target }) => target).find((target) => target?.path.endsWith('openConversation'));
      const place = { issueId: issue.id, conversationId };
      const [args] = JSON.parse(decodeURIComponent(address?.query ?? '[]')) as object[];
      assert.deepEqual({ ...args, ...place }, args);
      await vscode.commands.executeCommand(String(address?.path), args);
    });
    assert.ok(tabs().includes('T-1014 · SMS with +1 504 555 0171'));
  });

  it('commentWithQuote refuses what is missing, too long, not there or not attached', async () => {
    const before = (await entries()).length;
    const refused = async (args: object) => (await refusal('commentWithQuote', args)).name;
    assert.equal(await refused({ issueId: 'T-1014', conversationId }), 'InvalidArgumentError');
    assert.equal(await refused({ issueId: 'T-1014', messageIndex: 1 }), 'InvalidArgumentError');
    assert.equal(await refused({ conversationId, messageIndex: 1 }), 'InvalidArgumentError');
    assert.equal(await refused(quoting({ messageIndex: 99 })), 'InvalidArgumentError');
    assert.equal(await refused(quoting({ note: 'x'.repeat(4000) })), 'InvalidArgumentError');
    assert.equal(await refused(quoting({ conversationId: 'no-such-one' })), 'NotFoundError');
    assert.equal(await refused(quoting({ issueId: 'T-1002' })), 'NotAttachedError');
    assert.equal((await entries()).length, before);
  });

  it('commentWithQuote starts no run of Norm without being told to', async () => {
    const before = (await entries()).length;
    const asked = quoting({ note: 'Over to you, @norm' });
    assert.equal((await refusal('commentWithQuote', asked)).name, 'NormConsentError');
    assert.equal((await entries()).length, before);
    await command('commentWithQuote', { ...asked, allowNorm: true });
    await eventually(async () => {
      const types = (await entries()).slice(0, -before).map((entry) => entry['type']);
      assert.ok(types.includes('comment') && types.includes('prompt'), types.join());
    });
  });

  it('copyMessage copies a message with its sender', async () => {
    const { text } = await command('copyMessage', { conversationId, messageIndex: 2 });
    assert.match(String(text), /^\d{4}-\S+Z User: That should be SATURDAY the 13th$/);
    assert.equal(await vscode.env.clipboard.readText(), text);
  });
});

// Talkdesk's attachments by argument object: connections of both kinds, upload, refusals, and the way back.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';

describe('attachments', () => {
  let service: Service;
  let folder: string;
  let file: string;
  let issueId: string;
  let callId: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'call-triage-host-'));
    file = path.join(folder, 'evidence.txt');
    await writeFile(file, 'what was said');
    service = await connectToService('attachments');
    const issue = (await service.list('/v1/triage/issues')).find((one) => one['triage_id'] === 'T-1008');
    assert.ok(issue);
    issueId = issue.id;
    const flags = await service.list(`/v1/triage/issues/${issueId}/flags`);
    callId = String(flags.find((flag) => flag['message_index'] !== null)?.['call_id']);
    await connectDesk('desk');
  });

  after(async () => {
    await service.close();
    await forgetConnections();
    await rm(folder, { recursive: true, force: true });
  });

  const connectDesk = (id: string, more: object = {}) =>
    command('connect', {
      id,
      kind: 'talkdesk',
      baseUrl: service.origin,
      tokenUrl: `${service.origin}/oauth/token`,
      clientId: 'sandbox',
      apiKey: service.key,
      ...more,
    });
  const stored = async (): Promise<Item[]> =>
    (await service.ask<{ attachments: Item[] }>('GET', '/sandbox/talkdesk/attachments')).body.attachments;
  const settings = (body: object) => service.ask('PUT', '/sandbox/talkdesk', body);

  it('uploadAttachment makes the attachment that the service has', async () => {
    const uri = vscode.Uri.file(file);
    const made = await command('uploadAttachment', { uri, issueId: 'T-1008', callId, metadata: { mine: 1 } });
    const [one] = await stored();
    assert.equal(made['id'], one?.id);
    assert.deepEqual([made['name'], made['size'], made['type']], ['evidence.txt', 13, 'text/plain']);
    const metadata = one?.['metadata'] as Record<string, unknown>;
    assert.deepEqual([metadata['issue_id'], metadata['call_id'], metadata['mine']], [issueId, callId, 1]);
    assert.ok((metadata['message_indexes'] as number[]).length > 0);
  });

  it('openAttachment gives details with a link, and saves at most what was agreed on', async () => {
    const attachmentId = (await stored())[0]?.id;
    const opened = await command('openAttachment', { attachmentId });
    assert.deepEqual([opened['id'], opened['expiresIn']], [attachmentId, 600]);
    assert.equal(await (await fetch(String(opened['downloadUrl']))).text(), 'what was said');
    const saveTo = path.join(folder, 'saved.txt');
    await command('openAttachment', { attachmentId, saveTo });
    assert.equal(await readFile(saveTo, 'utf8'), 'what was said');
    const less = { attachmentId, saveTo: path.join(folder, 'less.txt'), maxBytes: 5 };
    assert.equal((await refusal('openAttachment', less)).name, 'ResponseTooLargeError');
    assert.deepEqual((await readdir(folder)).sort(), ['evidence.txt', 'saved.txt']);
    assert.equal((await refusal('openAttachment', { attachmentId: 'nobody' })).name, 'NotFoundError');
  });

  it('uploadAttachment rejects with the cause, and makes nothing', async () => {
    const before = (await stored()).length;
    assert.equal((await refusal('uploadAttachment', { uri: file })).name, 'ConflictError');
    assert.equal((await refusal('uploadAttachment', {})).name, 'InvalidArgumentError');
    assert.equal((await refusal('uploadAttachment', { uri: file, name: 'a/b' })).name, 'InvalidArgumentError');
    assert.equal((await refusal('uploadAttachment', { uri: folder })).name, 'BytesError');
    assert.equal((await refusal('uploadAttachment', { uri: file, issueId: 'T-999999' })).name, 'IssueNotFoundError');
    await settings({ scopes: ['attachments:read'] });
    const lacking = await refusal('uploadAttachment', { uri: file, name: 'b.txt' });
    assert.deepEqual([lacking.name, Reflect.get(lacking, 'requiredScope')], ['ForbiddenError', 'attachments:request']);
    await settings({});
    assert.equal((await stored()).length, before);
    assert.deepEqual(await command('showWaiting', {}), []);
    assert.equal((await command('uploadAttachment', { uri: file, name: 'b.txt' }))['name'], 'b.txt');
  });

  it('what is in no file system cannot be uploaded', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'typed' });
    assert.equal((await refusal('uploadAttachment', { uri: document.uri })).name, 'BytesError');
  });

  it('a client that signs gets its tokens with a private key from a file', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = path.join(folder, 'key.pem');
    await writeFile(pem, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const key = publicKey.export({ type: 'spki', format: 'pem' });
    await service.ask('PUT', '/sandbox/talkdesk/keys', { kid: 'k1', algorithm: 'ES256', public_key: key });
    const signing = { auth: 'jwt', keyId: 'k1', algorithm: 'ES256', apiKey: undefined, privateKey: pem };
    await connectDesk('signing', signing);
    const made = await command('uploadAttachment', { uri: file, name: 'signed.txt', connectionId: 'signing' });
    assert.equal(made['name'], 'signed.txt');
    assert.equal((await command('testConnection', { connectionId: 'signing' }))['ok'], true);
    await writeFile(pem, 'no key');
    assert.equal((await refusal('setApiKey', { connectionId: 'signing', privateKey: pem })).name, 'InvalidKeyError');
    await rm(pem);
  });

  it('testConnection says what is at fault, and a secret goes to its own origins only', async () => {
    assert.equal((await command('testConnection', { connectionId: 'desk' }))['ok'], true);
    await command('setApiKey', { connectionId: 'desk', apiKey: 'wrong-canary-secret' });
    const wrong = await command('testConnection', { connectionId: 'desk' });
    assert.deepEqual([wrong['ok'], wrong['stage'], wrong['reason']], [false, 'key', 'unauthorized']);
    const refused = await refusal('openAttachment', { attachmentId: 'x', connectionId: 'desk' });
    assert.equal(refused.name, 'TokenRefusedError');
    const { report } = await command<{ report: string }>('copyDiagnostics', {});
    assert.doesNotMatch(report + JSON.stringify([wrong, refused]), /canary/);
    await connectDesk('desk', { tokenUrl: 'http://127.0.0.1:9/oauth/token', apiKey: undefined });
    assert.equal((await refusal('openAttachment', { attachmentId: 'x', connectionId: 'desk' })).name, 'NoKeyError');
    await connectDesk('desk');
    await command('signOut', { connectionId: 'desk' });
    assert.equal((await command('testConnection', { connectionId: 'desk' }))['reason'], 'missing');
    await connectDesk('desk');
  });

  it('connect names the field that is wrong', async () => {
    const bad = await refusal('connect', { id: 'x', kind: 'talkdesk', account: 'acme' });
    assert.deepEqual([bad.name, Reflect.get(bad, 'argument')], ['InvalidArgumentError', 'clientId']);
  });

  it('the sandbox brings its own, with nothing to set up', async () => {
    await forgetConnections();
    assert.equal((await refusal('uploadAttachment', { uri: file })).name, 'NoTalkdeskError');
    await command('openSandbox', {});
    const made = await command('uploadAttachment', { uri: file, issueId: 'T-1008', name: 'own.txt' });
    const opened = await command('openAttachment', { attachmentId: made['id'] });
    assert.equal(await (await fetch(String(opened['downloadUrl']))).text(), 'what was said');
  });
});

// Every command, called by a script with its argument object: what it resolves to, and what the service has afterwards.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, type Item, refusal, type Service } from './service.ts';

describe('commands by argument object', () => {
  let service: Service;
  let issue: Item;
  let call: string;
  let transcript: { text: string; user: string }[];

  before(async () => {
    service = await connectToService('commands');
    const issues = await service.list('/v1/triage/issues');
    for (const candidate of issues) {
      const resources = await service.list(`/v1/triage/issues/${candidate.id}/resources`);
      const link = resources.find((one) => one['resource_type'] === 'call' && one['status'] === 'available');
      if (link === undefined) continue;
      issue = candidate;
      call = String(link['resource_id']);
      break;
    }
    const details = await service.ask<{ transcripts: typeof transcript }>('GET', `/v1/calls/${call}`);
    transcript = details.body.transcripts;
  });

  after(async () => {
    await service.close();
    await forgetConnections();
  });

  const flags = async () => service.list(`/v1/triage/issues/${issue.id}/flags`);
  const onMessage = (index: number, rest: object = {}) => ({
    issueId: issue.id,
    callId: call,
    messageIndex: index,
    type: 'Wrong Transfer',
    ...rest,
  });

  it('flagMessage stores raw index and verbatim text, and gives the flag as the server stored it', async () => {
    const flag = await command('flagMessage', onMessage(5, { note: 'Transferred too early.' }));
    const stored = (await flags()).find(({ id }) => id === flag['id']);
    assert.equal(stored?.['message_index'], 5);
    assert.equal(stored?.['message_text'], transcript[5]?.text);
    assert.equal(stored?.['note'], 'Transferred too early.');
    assert.equal(flag['type'], stored?.['type']);
    assert.equal(flag['type'], 'wrong_transfer');
  });

  it('pinFlagType pins a flag type to a digit, moves it, and unpins it', async () => {
    const pinned = () => vscode.workspace.getConfiguration('callTriage').get('flagTypes.pinned');
    assert.deepEqual(await command('pinFlagType', { type: 'dead_air', digit: 2 }), { type: 'dead_air', digit: 2 });
    assert.deepEqual(pinned(), ['', 'dead_air']);
    await command('pinFlagType', { type: 'Dead air', digit: 1 });
    assert.deepEqual(pinned(), ['Dead air']);
    assert.deepEqual(await command('pinFlagType', { type: 'dead_air', digit: 0 }), { type: 'dead_air', digit: null });
    assert.deepEqual(pinned(), []);
    for (const wrong of [{ type: 'a' }, { digit: 1 }, { type: '!!', digit: 1 }, { type: 'a', digit: 10 }]) {
      assert.equal((await refusal('pinFlagType', wrong)).name, 'InvalidArgumentError');
    }
  });

  it('flagMessage takes a code for the issue and the right text beside the index', async () => {
    const text = transcript[2]?.text;
    const flag = await command('flagMessage', { ...onMessage(2), issueId: issue['triage_id'], messageText: text });
    assert.equal(flag['issue_id'], issue.id);
  });

  it('flagMessage refuses another text, a message that is not there, and a note that is too long', async () => {
    const before = (await flags()).length;
    assert.equal((await refusal('flagMessage', onMessage(2, { messageText: 'x' }))).name, 'MessageMismatchError');
    assert.equal((await refusal('flagMessage', onMessage(9999))).name, 'MessageNotFoundError');
    assert.equal((await refusal('flagMessage', onMessage(2, { note: 'x'.repeat(4001) }))).name, 'InvalidArgumentError');
    assert.equal((await refusal('flagMessage', onMessage(-1))).name, 'InvalidArgumentError');
    assert.equal((await refusal('flagMessage', { issueId: issue.id })).name, 'InvalidArgumentError');
    assert.equal((await refusal('flagMessage', { ...onMessage(2), issueId: 'T-999999' })).name, 'IssueNotFoundError');
    assert.equal((await flags()).length, before);
  });

  it('detachResource, flagMessage with 409, attach and flag, removeFlag', async () => {
    await command('detachResource', { issueId: issue.id, callId: call });
    const refused = await refusal('flagMessage', onMessage(3));
    assert.equal(refused.name, 'ConflictError');
    const codes = [Reflect.get(refused, 'code'), Reflect.get(refused, 'serviceCode')];
    assert.deepEqual(codes, ['CALL_NOT_ATTACHED', 'call_not_attached']);
    const flag = await command('flagMessage', onMessage(3, { attach: true }));
    assert.ok((await flags()).some(({ id }) => id === flag['id']));
    await command('removeFlag', { issueId: issue.id, flagId: flag['id'] });
    assert.ok(!(await flags()).some(({ id }) => id === flag['id']));
    assert.equal((await refusal('removeFlag', { issueId: issue.id, flagId: flag['id'] })).name, 'NotFoundError');
  });

  it('flagCall flags a call as a whole, and attaches it when told to', async () => {
    const { calls } = (await service.ask<{ calls: { call_id: string }[] }>('GET', '/v1/calls')).body;
    const links = await service.list(`/v1/triage/issues/${issue.id}/resources`);
    const other = calls.find(({ call_id: id }) => !links.some((link) => link['resource_id'] === id))?.call_id;
    const args = { issueId: issue['triage_id'], callId: other, type: 'Dead Air', note: 'All of it.' };
    assert.equal((await refusal('flagCall', { ...args, callId: undefined })).name, 'InvalidArgumentError');
    assert.equal((await refusal('flagCall', args)).name, 'ConflictError');
    const { id } = await command('flagCall', { ...args, attach: true });
    const stored = (await flags()).find((flag) => flag.id === id);
    assert.deepEqual([stored?.['call_id'], stored?.['message_index'], stored?.['note']], [other, null, 'All of it.']);
    await command('removeFlag', { issueId: issue.id, flagId: id });
    await command('detachResource', { issueId: issue.id, callId: other });
  });

  it('changeTranscriptIssue reads an open transcript for another issue, and for none', async () => {
    const args = { callId: call, issueId: issue['triage_id'] };
    assert.equal(
      (await refusal('changeTranscriptIssue', { ...args, callId: 'not-open' })).name,
      'InvalidArgumentError',
    );
    // A script that names no issue gets none, whatever holds the call.
    assert.deepEqual(await command('openTranscript', { callId: call }), { callId: call, issueId: null });
    assert.deepEqual(await command('changeTranscriptIssue', args), { callId: call, issueId: issue.id });
    assert.equal((await refusal('changeTranscriptIssue', { ...args, issueId: 'T-999999' })).name, 'IssueNotFoundError');
    assert.equal((await refusal('changeTranscriptIssue', { callId: call })).name, 'InvalidArgumentError');
    const none = { callId: call, issueId: null };
    assert.deepEqual(await command('changeTranscriptIssue', none), none);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('editFlag makes a new flag in place of the old one, and sends nothing when nothing is changed', async () => {
    const flag = await command('flagMessage', onMessage(4, { note: 'Before.' }));
    const target = { issueId: issue['triage_id'], flagId: flag['id'] };
    const edited = await command('editFlag', { ...target, type: 'Dead Air', note: 'After.' });
    assert.notEqual(edited['id'], flag['id']);
    const on = async () => (await flags()).filter((one) => one['message_index'] === 4);
    const [stored, ...others] = await on();
    assert.deepEqual([stored?.['id'], stored?.['type'], stored?.['note']], [edited['id'], 'dead_air', 'After.']);
    assert.equal(stored?.['message_text'], transcript[4]?.text);
    assert.equal(others.length, 0);
    const kept = await command('editFlag', { ...target, flagId: edited['id'], note: null });
    assert.deepEqual([kept['type'], kept['note']], ['dead_air', '']);
    const same = await command('editFlag', { ...target, flagId: kept['id'], type: 'dead_air' });
    assert.equal(same['id'], kept['id']);
    assert.deepEqual(
      (await on()).map(({ id }) => id),
      [kept['id']],
    );
    await command('removeFlag', { issueId: issue.id, flagId: kept['id'] });
  });

  it('editFlag refuses what is not there or cannot be stored, and says when the old flag stays', async () => {
    const flag = await command('flagMessage', onMessage(4, { note: 'Before.' }));
    const target = { issueId: issue.id, flagId: flag['id'] };
    const refused = async (args: object) => (await refusal('editFlag', args)).name;
    assert.equal(await refused({ issueId: issue.id, flagId: 'no-such-flag', note: 'x' }), 'InvalidArgumentError');
    assert.equal(await refused({ issueId: issue.id, note: 'x' }), 'InvalidArgumentError');
    assert.equal(await refused({ ...target, note: 'x'.repeat(4001) }), 'InvalidArgumentError');
    assert.equal(await refused({ ...target, type: ' ' }), 'InvalidArgumentError');
    assert.equal(await refused({ ...target, issueId: 'T-999999', note: 'x' }), 'IssueNotFoundError');
    const on = async () => (await flags()).filter((one) => one['message_index'] === 4).map(({ note }) => String(note));
    assert.deepEqual(await on(), ['Before.']);
    const body = { data: null, errors: [{ error: 'bad_request', message: 'Not now.' }] };
    await service.ask('POST', '/sandbox/faults', {
      match: { method: 'DELETE', path: '^/v1/triage/issues/.+/flags/' },
      times: 1,
      fault: { kind: 'status', status: 400, body },
    });
    const half = await refusal('editFlag', { ...target, note: 'After.' });
    assert.equal(half.name, 'OldFlagStaysError');
    assert.match(half.message, /could not be removed: Not now\./);
    const made = (await flags()).find(({ id }) => id === (half as Error & { newFlagId?: string }).newFlagId);
    assert.equal(made?.['note'], 'After.');
    assert.deepEqual((await on()).toSorted(), ['After.', 'Before.']);
    for (const flagId of [flag['id'], made?.id]) await command('removeFlag', { issueId: issue.id, flagId });
  });

  it('attachCall gives the issue, attachResource the link, both again and again', async () => {
    const first = await command('attachCall', { issueId: issue.id, callId: call });
    assert.equal(first['id'], issue.id);
    const resource = { issueId: issue.id, resourceType: 'call', resourceId: call };
    const link = await command('attachResource', resource);
    assert.equal(link['resource_id'], call);
    assert.equal((await command('attachResource', resource))['id'], link['id']);
    const missing = { ...resource, resourceId: 'no-such-call' };
    assert.equal((await refusal('attachResource', missing)).name, 'ResourceNotFoundError');
    assert.equal(
      (await refusal('attachResource', { ...resource, resourceType: 'video' })).name,
      'InvalidArgumentError',
    );
    await command('detachResource', { issueId: issue.id, linkId: link['id'] });
    await command('attachCall', { issueId: issue.id, callId: call });
  });

  it('the commands of the transcript’s keys say that they need a transcript', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await assert.rejects(command('nextFlag', {}), { name: 'InvalidArgumentError', message: /Open a transcript first/ });
    const { keys } = (await command('showTranscriptKeys', {})) as { keys: Record<string, string[]> };
    assert.deepEqual(keys['flag'], ['f', 'Enter']);
  });

  it('openTranscript opens one panel for a call and issue, however often it is called', async () => {
    const target = { callId: call, issueId: issue.id };
    assert.deepEqual(await command('openTranscript', { ...target, messageIndex: 5 }), target);
    await command('openTranscript', target);
    const ours = () =>
      vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .filter(
          ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('callTriage.transcript'),
        );
    await eventually(() => assert.equal(ours().length, 1));
    await vscode.window.tabGroups.close(ours());
  });

  it('testConnection says that all is well, and what is at fault', async () => {
    assert.equal((await command('testConnection', { connectionId: service.connectionId }))['stage'], 'ok');
    await command('setApiKey', { connectionId: service.connectionId, apiKey: 'org_wrong' });
    assert.equal((await command('testConnection', { connectionId: service.connectionId }))['stage'], 'key');
    assert.equal((await refusal('attachCall', { issueId: issue.id, callId: call })).name, 'UnauthorizedError');
    await command('signOut', { connectionId: service.connectionId });
    assert.equal((await command('testConnection', { connectionId: service.connectionId }))['reason'], 'missing');
    assert.equal((await refusal('attachCall', { issueId: issue.id, callId: call })).name, 'NoKeyError');
    await command('setApiKey', { connectionId: service.connectionId, apiKey: ` Bearer ${service.key}\n` });
    assert.equal((await command('testConnection', { connectionId: service.connectionId }))['stage'], 'ok');
  });

  it('deleteLocalData deletes nothing that is not confirmed', async () => {
    for (const args of [{}, { confirm: false }]) {
      assert.equal((await refusal('deleteLocalData', args)).name, 'InvalidArgumentError');
    }
  });

  it('a key stays with the origin it was given for', async () => {
    const other = await connectToService('moving');
    await command('connect', { id: 'moving', kind: 'bland', baseUrl: service.origin });
    const refused = await refusal('attachCall', { connectionId: 'moving', issueId: issue.id, callId: call });
    assert.equal(refused.name, 'NoKeyError');
    assert.equal((refused as Error & { boundTo?: string }).boundTo, other.origin);
    await other.close();
    await command('switchConnection', { connectionId: service.connectionId });
  });

  it('connect and setApiKey refuse what cannot be used, with a sentence and without the key', async () => {
    const bad = { id: 'bad', kind: 'bland', baseUrl: 'http://api.example.com' };
    assert.equal((await refusal('connect', bad)).name, 'InvalidArgumentError');
    assert.equal((await refusal('connect', { id: 'bad', kind: 'pigeon' })).name, 'InvalidArgumentError');
    assert.equal((await refusal('connect', { id: 'a b', kind: 'sandbox' })).name, 'InvalidArgumentError');
    const connectionId = service.connectionId;
    for (const apiKey of ['org_sec ret', 'org_sec\nret', 'org_sécret', '   ']) {
      const error = await refusal('setApiKey', { connectionId, apiKey });
      assert.equal(error.name, 'InvalidKeyError');
      assert.ok(!error.message.includes('ret') && error.message.endsWith('.'), error.message);
    }
    assert.equal((await refusal('switchConnection', { connectionId: 'nobody' })).name, 'NoConnectionError');
  });

  it('startEmpty, importCalls, importCallFromClipboard, exportEverything, refresh', async () => {
    const empty = await command<{ connectionId: string; calls: number; issues: number }>('startEmpty', {});
    const { connectionId } = empty;
    assert.deepEqual(empty, { connectionId, calls: 0, issues: 0 });
    const label = vscode.workspace.getConfiguration('callTriage').get<{ id: string; label: string }[]>('connections');
    assert.equal(label?.find(({ id }) => id === connectionId)?.label, 'Local (sandbox)');
    const folder = await mkdtemp(path.join(tmpdir(), 'calls-'));
    const row = { id: 1, user: 'assistant', text: 'Hello.', created_at: '2026-01-01T00:00:01Z' };
    const good = { call_id: 'imported-1', completed: true, transcripts: [row] };
    await writeFile(path.join(folder, 'good.json'), JSON.stringify(good));
    await writeFile(path.join(folder, 'good.wav'), 'RIFF');
    await writeFile(path.join(folder, 'notes.txt'), 'No call.');
    await writeFile(
      path.join(folder, 'wrapped.json'),
      JSON.stringify({ details: { ...good, call_id: 'imported-2' }, corrected: [] }),
    );
    await writeFile(path.join(folder, 'bad.json'), '{"call_id": {}, "status": "completed"}');
    await writeFile(path.join(folder, 'broken.json'), '{\n  "a": 1, // one\n}');
    await writeFile(path.join(folder, 'latin.json'), Buffer.from('{"a": "\u00f6"}', 'latin1'));
    interface Result {
      imported: { callId: string; name: string; title: string; replaced: boolean }[];
      rejected: { name: string; uri: string; reason: string; line?: number }[];
      issueId: string | null;
      unmatchedFlags?: unknown[];
    }
    const result = await command<Result>('importCalls', { uris: [vscode.Uri.file(folder)], connectionId });
    assert.deepEqual(
      result.imported.toSorted((a, b) => a.callId.localeCompare(b.callId)),
      [
        { callId: 'imported-1', title: 'Hello.', replaced: false, name: 'good.json' },
        { callId: 'imported-2', title: 'Hello.', replaced: false, name: 'wrapped.json' },
      ],
    );
    const rejected = (name: string, reason: string, line: number) => ({
      name,
      uri: vscode.Uri.file(path.join(folder, name)).toString(),
      reason,
      line,
    });
    assert.deepEqual(
      result.rejected.toSorted((a, b) => a.name.localeCompare(b.name)),
      [
        rejected('bad.json', '"call_id" is not text.', 1),
        rejected('broken.json', 'Not valid JSON (line 2, column 11): comments are not allowed.', 2),
        rejected('latin.json', 'Not valid UTF-8 at byte 7; save the file as UTF-8.', 1),
      ],
    );
    const { issueId } = result;
    assert.ok(typeof issueId === 'string');
    const saved = vscode.Uri.file(path.join(folder, 'saved.wav'));
    await command('saveRecording', { connectionId, callId: 'imported-1', uri: saved });
    assert.equal(await readFile(saved.fsPath, 'utf8'), 'RIFF');
    const nothing = await mkdtemp(path.join(tmpdir(), 'no-calls-'));
    assert.deepEqual(await command('importCalls', { uris: [vscode.Uri.file(nothing)], connectionId }), {
      imported: [],
      rejected: [],
      issueId: null,
    });
    const flag = { connectionId, issueId, callId: 'imported-1', messageIndex: 0, type: 'dead_air' };
    const { id: flagId } = await command<{ id: string }>('flagMessage', flag);

    // The same call with another message: it is updated, and its flag is named.
    await vscode.env.clipboard.writeText(JSON.stringify({ ...good, transcripts: [{ ...row, text: 'Other.' }] }));
    assert.deepEqual(await command('importCallFromClipboard', { connectionId }), {
      imported: [{ callId: 'imported-1', title: 'Other.', replaced: true, name: 'Clipboard' }],
      rejected: [],
      issueId,
      unmatchedFlags: [{ issueId, flagId, callId: 'imported-1', messageIndex: 0 }],
    });
    const missing = vscode.Uri.file(path.join(folder, 'missing.json'));
    const { rejected: unread } = await command<Result>('importCalls', { uris: [missing], connectionId });
    assert.deepEqual(unread, [
      { name: 'missing.json', uri: missing.toString(), reason: 'Could not read the file (FileNotFound).' },
    ]);

    // Everything out, and in again beside it.
    const uri = vscode.Uri.file(path.join(folder, 'everything.json'));
    const exported = await command<{ uri: string; bytes: number }>('exportEverything', { uri, connectionId });
    const text = await readFile(uri.fsPath, 'utf8');
    assert.deepEqual(exported, { uri: uri.toString(), bytes: Buffer.byteLength(text) });
    assert.equal((JSON.parse(text) as { call_triage_export: number }).call_triage_export, 1);
    const restored = await command<Result>('importCalls', { uris: [uri], connectionId });
    assert.deepEqual(
      [restored.imported.map(({ callId, name }) => [callId, name]), restored.rejected, restored.issueId],
      [
        [
          ['imported-1', 'everything.json'],
          ['imported-2', 'everything.json'],
        ].toSorted(([a = ''], [b = '']) => (text.indexOf(`"${a}"`) < text.indexOf(`"${b}"`) ? -1 : 1)),
        [],
        null,
      ],
    );
    await command('refresh', {});
    const opened = await command('openTranscript', { connectionId, callId: 'imported-1' });
    assert.equal(opened['callId'], 'imported-1');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // Later tests find the sample data.
    await command('deleteLocalData', { confirm: true });
    await command('switchConnection', { connectionId: service.connectionId });
  });

  it('showLog, copyId', async () => {
    await command('showLog', {});
    assert.deepEqual(await command('copyId', { issueId: issue.id }), { id: issue.id });
  });
});

// Recordings by script: how they are played, saved, and what is asked of the service for it.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, refusal, type Service } from './service.ts';

const unknownCall = '00000000-0000-4000-8000-000000000000';

describe('recordings', () => {
  let service: Service;
  let call: string;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'call-triage-recordings-'));
    service = await connectToService('recordings');
    const calls = await service.ask<{ calls: { call_id: string }[] }>('GET', '/v1/calls?completed=true&limit=1');
    call = calls.body.calls[0]?.call_id ?? '';
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await command('changeSpeed', { speed: 1 });
    await command('skipSilence', { skip: false });
    await service.close();
    await forgetConnections();
    await rm(folder, { recursive: true, force: true });
  });

  const requests = async (): Promise<string[]> => {
    const { body } = await service.ask<{ requests: { path: string; status: number }[] }>('GET', '/sandbox/requests');
    return body.requests.filter((one) => one.path.includes('recording')).map((one) => `${one.status} ${one.path}`);
  };

  it('changeSpeed and skipSilence keep what they are given, and refuse the rest', async () => {
    assert.deepEqual(await command('changeSpeed', { speed: 1.5 }), { speed: 1.5 });
    assert.deepEqual(await command('skipSilence', { skip: true }), { skipSilence: true });
    assert.deepEqual(await command('skipSilence', {}), { skipSilence: false });
    assert.equal((await refusal('changeSpeed', { speed: 3 })).name, 'InvalidArgumentError');
    assert.equal((await refusal('changeSpeed', {})).name, 'InvalidArgumentError');
  });

  it('saveRecording writes the whole recording, as the service has it', async () => {
    const file = path.join(folder, 'call.wav');
    const saved = await command('saveRecording', { callId: call, uri: vscode.Uri.file(file) });
    const bytes = await readFile(file);
    assert.equal(saved['bytes'], bytes.length);
    const response = await fetch(`${service.origin}/v1/recordings/${call}`, {
      headers: { authorization: service.key },
    });
    assert.ok(bytes.equals(Buffer.from(await response.arrayBuffer())));
    assert.equal((await refusal('saveRecording', { callId: call })).name, 'InvalidArgumentError');
    const nowhere = { callId: unknownCall, uri: `file://${file}` };
    assert.equal((await refusal('saveRecording', nowhere)).name, 'NotFoundError');
    assert.equal((await refusal('openRecording', { callId: unknownCall })).name, 'NotFoundError');
  });

  it('play commands are for a transcript that is open', async () => {
    for (const name of ['togglePlayback', 'showWaveform', 'playFromHere']) {
      assert.equal((await refusal(name, { callId: call })).name, 'InvalidArgumentError');
    }
  });

  it('playFromHere has the page ask for the recording, which is not fetched before', async () => {
    await service.ask('DELETE', '/sandbox/requests');
    await command('openTranscript', { callId: call });
    const played = await command('playFromHere', { callId: call, messageIndex: 3 });
    const { body } = await service.ask<{ started_at: string; transcripts: { created_at: string }[] }>(
      'GET',
      `/v1/calls/${call}`,
    );
    const seconds = (Date.parse(body.transcripts[3]?.created_at ?? '') - Date.parse(body.started_at)) / 1000;
    assert.deepEqual(played, { callId: call, messageIndex: 3, seconds });
    await eventually(async () => assert.ok((await requests()).includes(`206 /v1/recordings/${call}`)));
    assert.deepEqual(await command('togglePlayback', {}), { callId: call });
    assert.equal((await refusal('playFromHere', { callId: call, messageIndex: 9999 })).name, 'MessageNotFoundError');
  });

  it('a panel that is closed ends what it was fetching', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const fault = { kind: 'delay', ms: 60_000 };
    await service.ask('POST', '/sandbox/faults', { match: { path: '/v1/recordings/' }, times: 1, fault });
    await service.ask('DELETE', '/sandbox/requests');
    await command('openTranscript', { callId: call });
    await command('playFromHere', { callId: call, messageIndex: 1 });
    await eventually(async () => assert.deepEqual(await requests(), [`0 /v1/recordings/${call}`]));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // The service still holds its answer back: it is the request itself that has ended.
    await eventually(async () => {
      const { report } = await command<{ report: string }>('copyDiagnostics', {});
      assert.match(report, /recordings\/.*AbortError/);
    });
    assert.equal((await refusal('togglePlayback', { callId: call })).name, 'InvalidArgumentError');
    await service.ask('DELETE', '/sandbox/faults');
  });
});

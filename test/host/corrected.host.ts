// The corrected transcript by script.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command, connectToService, forgetConnections, refusal, type Service } from './service.ts';

interface Shown {
  readonly callId: string;
  readonly approximate: boolean;
  readonly rows: readonly { messageIndex: number; corrected: string; parts: { kind: string; text: string }[] }[];
  readonly unreadable: number;
}

describe('the corrected transcript', () => {
  let service: Service;
  let call: string;

  before(async () => {
    service = await connectToService('corrected');
    const { body } = await service.ask<{ calls: { call_id: string; summary: string | null }[] }>('GET', '/v1/calls');
    call = body.calls.find(({ summary }) => summary?.includes('lost card') === true)?.call_id ?? '';
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await command('maskPersonalData', { masked: false });
    await service.close();
    await forgetConnections();
  });

  const requests = async (): Promise<number> => {
    const { body } = await service.ask<{ requests: { path: string }[] }>('GET', '/sandbox/requests');
    return body.requests.filter(({ path }) => path.endsWith('/correct')).length;
  };

  it('showCorrected gives the words beside each message by raw index, and asks the service once', async () => {
    const shown = await command<Shown>('showCorrected', { callId: call });
    assert.deepEqual([shown.callId, shown.approximate, shown.unreadable], [call, true, 0]);
    const { body } = await service.ask<{ transcripts: { text: string; user: string }[] }>('GET', `/v1/calls/${call}`);
    const index = body.transcripts.findIndex(({ text }) => text.startsWith('Uh, seven seven one'));
    const row = shown.rows.find(({ messageIndex }) => messageIndex === index);
    assert.equal(row?.corrected, 'Uh, seven seven one, oh four, nine.');
    assert.deepEqual(row.parts.slice(1), [
      { kind: 'removed', text: 'two.' },
      { kind: 'added', text: 'nine.' },
    ]);
    for (const { messageIndex, parts } of shown.rows) {
      assert.notEqual(body.transcripts[messageIndex]?.user, 'agent-action');
      assert.ok(parts.length > 0);
    }
    assert.deepEqual(await command('showCorrected', { callId: call, connectionId: service.connectionId }), shown);
    assert.equal(await requests(), 1);
  });

  it('is masked where that is asked for, as a whole, so that no part tells what was hidden', async () => {
    const { body } = await service.ask<{ calls: { call_id: string; summary: string | null }[] }>('GET', '/v1/calls');
    const dental = body.calls.find(({ summary }) => summary?.includes('cleaning') === true)?.call_id;
    await command('maskPersonalData', { masked: true });
    const shown = await command<Shown>('showCorrected', { callId: dental });
    const texts = shown.rows.flatMap(({ parts }) => parts.map(({ text }) => text)).join('\n');
    assert.doesNotMatch(texts, /oh one six three\./);
    assert.match(texts, /•/);
  });

  it('refusals are typed errors', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    assert.equal((await refusal('showCorrected', {})).name, 'InvalidArgumentError');
    assert.equal((await refusal('showCorrected', { callId: '' })).name, 'InvalidArgumentError');
    assert.equal((await refusal('showCorrected', { callId: nowhere })).name, 'NotFoundError');
    const { body } = await service.ask<{ calls: { call_id: string; completed: boolean }[] }>('GET', '/v1/calls');
    const running = body.calls.find(({ completed }) => !completed)?.call_id;
    assert.equal((await refusal('showCorrected', { callId: running })).name, 'CallRunningError');
    const items = [1, 60].map((seconds) => ({
      name: `${seconds}`,
      content: { call_id: `imported-${seconds}`, completed: true, corrected_duration: `${seconds}`, transcripts: [] },
    }));
    await service.ask('POST', '/sandbox/import', { items });
    assert.equal((await refusal('showCorrected', { callId: 'imported-1' })).name, 'BadRequestError');
    assert.equal((await refusal('showCorrected', { callId: 'imported-60' })).name, 'ServerError');
    const asked = await requests();
    for (let nth = asked; nth < 10; nth += 1) await refusal('showCorrected', { callId: 'imported-60' });
    assert.equal((await refusal('showCorrected', { callId: 'imported-60' })).name, 'CorrectionPausedError');
    assert.equal(await requests(), 10);
  });
});

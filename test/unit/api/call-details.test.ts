import { describe, expect, test } from 'vitest';
import { ResponseShapeError } from '../../../src/api/errors.ts';
import { callId, details, ok } from './samples.ts';
import { bench, failureOf } from './setup.ts';

/** Fields that only rows of imported calls have. */
const unsaid = { offset_seconds: null, latency_ms: null };

describe('Call Details', () => {
  test('is read flat, with the transcript verbatim and in the order sent', async () => {
    const { server, api } = await bench();
    server.reply({ json: details });
    const call = await api.calls.details(callId);
    expect(server.requests[0]?.path).toBe(`/v1/calls/${callId}`);
    expect(call.transcripts).toEqual(
      details.transcripts.map(({ id, created_at, text, user }) => ({ ...unsaid, id, created_at, text, user })),
    );
    expect(call).toMatchObject({
      corrected_duration: '79',
      call_length: 1.3,
      pathway_version: 12,
      variables: { intent: 'billing' },
    });
  });

  test('every row keeps its position, whatever it is', async () => {
    const { server, api } = await bench();
    const row = { ...unsaid, id: 1, created_at: '2026-04-30T14:11:13Z', text: 'x', user: 'user' };
    const empty = { ...unsaid, id: null, created_at: null, text: null, user: null };
    const transcripts = [
      null,
      row,
      'text',
      [],
      7,
      { text: null },
      { ...row, user: 'new-role', id: 'a' },
      { text: 5, id: {} },
    ];
    server.reply({ json: { ...details, transcripts } });
    const call = await api.calls.details(callId);
    expect(call.transcripts).toEqual([
      empty,
      row,
      empty,
      empty,
      empty,
      empty,
      { ...row, user: 'new-role', id: 'a' },
      empty,
    ]);
  });

  test.each([[null], [undefined], ['none'], [{}], [[]]])(
    'no list of rows reads as those of the concatenated transcript: %j',
    async (transcripts) => {
      const { server, api } = await bench();
      server.reply({ json: { ...details, transcripts, concatenated_transcript: '' } });
      expect(await api.calls.details(callId)).toMatchObject({ transcripts: [], approximate_index: false });
      server.reply({ json: { ...details, transcripts, concatenated_transcript: 'user: Hi \n assistant: Yes \n ' } });
      expect(await api.calls.details(callId)).toMatchObject({
        transcripts: [
          { user: 'user', text: 'Hi' },
          { user: 'assistant', text: 'Yes' },
        ],
        approximate_index: true,
      });
    },
  );

  test('hostile and long text arrives as it is', async () => {
    const { server, api } = await bench();
    const text = `<img src=x onerror=alert(1)>\u0000\u202e${'é'.repeat(2_500_000)}`;
    server.reply({ json: { ...details, transcripts: [{ ...details.transcripts[0], text }] } });
    const call = await api.calls.details(callId);
    expect(call.transcripts[0]?.text === text).toBe(true);
  });

  test('an envelope around it is accepted, and the content type does not matter', async () => {
    const { server, api } = await bench();
    server.reply({ text: `\uFEFF${JSON.stringify(ok(details))}`, headers: { 'content-type': 'text/html' } });
    expect((await api.calls.details(callId)).call_id).toBe(callId);
  });

  test('missing and odd fields are null, the call stays', async () => {
    const { server, api } = await bench();
    server.reply({
      json: { call_id: 'c', status: 'reticulating', corrected_duration: 79, call_length: '1.5', inbound: 'yes' },
    });
    expect(await api.calls.details('c')).toMatchObject({
      status: 'reticulating',
      corrected_duration: '79',
      call_length: 1.5,
      inbound: null,
      started_at: null,
    });
  });

  test.each([['[]'], ['{}'], ['7'], ['null'], ['"text"']])('what is no call is said to be so: %s', async (text) => {
    const { server, api } = await bench();
    server.reply({ text });
    await failureOf(ResponseShapeError, api.calls.details(callId));
  });
});

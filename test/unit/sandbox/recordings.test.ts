import { describe, expect, it } from 'vitest';
import { levelsOf, overlapsOf, speechIn } from '../../../src/shared/speech.ts';
import { type CallBody, type Client, refusal, sandbox, unknownId } from './support.ts';

async function sampleCall(client: Client): Promise<CallBody> {
  const { body } = await client.get('/v1/calls?completed=true&limit=1');
  const { call_id: callId } = (body as { calls: { call_id: string }[] }).calls[0]!;
  return (await client.get(`/v1/calls/${callId}`)).body as CallBody;
}

async function ask(client: Client, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${client.origin}${path}`, { headers: { authorization: client.key, ...headers } });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** Mean loudness of a second, 0 to 1. */
function loudness(wav: Buffer, second: number, length = 0.5): number {
  const from = 44 + Math.round(second * 8000) * 2;
  const count = Math.round(length * 8000);
  let sum = 0;
  for (let sample = 0; sample < count; sample += 1) sum += Math.abs(wav.readInt16LE(from + sample * 2)) / 32_768;
  return sum / count;
}

const notFound = refusal('CALL_RECORDING_NOT_FOUND', 'Call recording not found');

describe('GET /v1/recordings/{call_id}', () => {
  it('is a WAV file as long as the call, with its messages heard when they were said and silence before them', async () => {
    const client = await sandbox();
    const call = await sampleCall(client);
    const { response, bytes } = await ask(client, `/v1/recordings/${call.call_id}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/wav']);
    expect(Number(response.headers.get('content-length'))).toBe(bytes.length);
    expect([bytes.toString('ascii', 0, 4), bytes.toString('ascii', 8, 12)]).toEqual(['RIFF', 'WAVE']);
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    const said = call.transcripts.filter(({ user }) => user === 'user' || user === 'assistant');
    expect(said.length).toBeGreaterThan(5);
    for (const { created_at } of said) {
      const at = (Date.parse(created_at) - Date.parse(call.started_at)) / 1000;
      expect(loudness(bytes, at)).toBeGreaterThan(0.02);
      if (at > 0.2) expect(loudness(bytes, at - 0.15, 0.14)).toBe(0);
    }
    expect((await ask(client, `/v1/recordings/${call.call_id}`)).bytes.equals(bytes)).toBe(true);
  });

  it('has agent and other party apart when asked for two channels, with the talk-over of the sample', async () => {
    const client = await sandbox();
    const { body } = await client.get('/v1/calls?limit=100');
    const { calls } = body as { calls: { call_id: string; summary: string | null }[] };
    const { call_id: callId } = calls.find(
      ({ summary }) => summary?.startsWith('Guest booked a double room') === true,
    )!;
    const mono = await ask(client, `/v1/recordings/${callId}`);
    const { response, bytes } = await ask(client, `/v1/recordings/${callId}?RequestedChannels=2`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/wav']);
    expect([bytes.readUInt16LE(22), bytes.readUInt16LE(32), bytes.readUInt32LE(28)]).toEqual([2, 4, 32_000]);
    expect(bytes.length - 44).toBe(2 * (mono.bytes.length - 44));
    const channels = [0, 2].map((offset) => {
      const frames = (bytes.length - 44) / 4;
      return Float32Array.from({ length: frames }, (_, frame) => bytes.readInt16LE(44 + frame * 4 + offset) / 32_768);
    });
    const speech = speechIn(levelsOf(channels[0]!, 8000), levelsOf(channels[1]!, 8000))!;
    const both = overlapsOf(...speech);
    expect(both.length).toBe(2);
    for (const [place, [from, to]] of [
      [46.2, 47.6],
      [104.4, 105.3],
    ].entries()) {
      expect(Math.abs(both[place]!.from - from!)).toBeLessThan(0.05);
      expect(Math.abs(both[place]!.to - to!)).toBeLessThan(0.05);
    }
    const one = await ask(client, `/v1/recordings/${callId}?RequestedChannels=1`);
    expect(one.bytes.equals(mono.bytes)).toBe(true);
    const odd = await client.get(`/v1/recordings/${callId}?RequestedChannels=3`);
    expect([odd.status, odd.body]).toEqual([400, refusal('CALL_RECORDING_FETCH_FAILED', expect.any(String))]);
  });

  it('differs in which side is first, and has one channel for an answering machine whatever is asked', async () => {
    const client = await sandbox();
    const { body } = await client.get('/v1/calls?completed=true&limit=100');
    const found = new Map<string, Set<string>>();
    for (const { call_id: callId, answered_by: by } of (body as { calls: Record<'call_id' | 'answered_by', string>[] })
      .calls) {
      const { bytes } = await ask(client, `/v1/recordings/${callId}?RequestedChannels=2`);
      const channels = bytes.readUInt16LE(22);
      // Whoever is heard in the first four seconds is the agent, in all sample calls with two channels.
      const heard = [0, 2].map((offset) =>
        Array.from({ length: 32_000 }, (_, frame) => Math.abs(bytes.readInt16LE(44 + frame * 4 + offset))).some(
          (sample) => sample > 1000,
        ),
      );
      const side = channels === 1 ? 'one channel' : heard[0] === true ? 'agent first' : 'agent second';
      found.set(by, (found.get(by) ?? new Set()).add(side));
    }
    expect([...(found.get('voicemail') ?? [])]).toEqual(['one channel']);
    expect([...(found.get('human') ?? [])].sort()).toEqual(['agent first', 'agent second']);
  });

  it('answers ranges with those bytes, and one that is not there with 416', async () => {
    const client = await sandbox();
    const path = `/v1/recordings/${(await sampleCall(client)).call_id}`;
    const { bytes: whole } = await ask(client, path);
    const last = whole.length - 1;
    for (const [range, first, end] of [
      ['bytes=0-99', 0, 99],
      ['bytes=100-', 100, last],
      ['bytes=-10', last - 9, last],
      ['bytes=1000-99999999', 1000, last],
    ] as const) {
      const { response, bytes } = await ask(client, path, { range });
      expect([response.status, response.headers.get('content-range')]).toEqual([
        206,
        `bytes ${first}-${end}/${whole.length}`,
      ]);
      expect(bytes.equals(whole.subarray(first, end + 1))).toBe(true);
    }
    for (const range of [`bytes=${whole.length}-`, 'bytes=-0']) {
      const { response } = await ask(client, path, { range });
      expect([response.status, response.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`]);
    }
    for (const range of ['bytes=9-1', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=-']) {
      expect((await ask(client, path, { range })).response.status).toBe(200);
    }
  });

  it('reads the format from the content-type of the request', async () => {
    const client = await sandbox();
    const path = `/v1/recordings/${(await sampleCall(client)).call_id}`;
    for (const type of ['audio/wav', 'AUDIO/WAV; x=1']) {
      expect((await ask(client, path, { 'content-type': type })).response.status).toBe(200);
    }
    for (const type of ['audio/mpeg', 'audio/ogg', 'application/json']) {
      const answer = await client.call('GET', path, undefined, { 'content-type': type });
      expect([answer.status, answer.body]).toEqual([400, refusal('CALL_RECORDING_FETCH_FAILED', expect.any(String))]);
    }
  });

  it('refuses what is no id, what is not there, and calls that have none', async () => {
    const client = await sandbox();
    const call = await sampleCall(client);
    const bad = await client.get('/v1/recordings/call-1');
    expect([bad.status, bad.body]).toEqual([400, refusal('INVALID_CALL_ID_OR_RECORDING_ID', expect.any(String))]);
    const none = await client.get(`/v1/recordings/${unknownId}`);
    expect([none.status, none.body]).toEqual([404, notFound]);
    const other = await client.get(`/v1/recordings/${call.call_id}:${unknownId}`);
    expect([other.status, other.body]).toEqual([404, refusal('RECORDING_NOT_FOUND', expect.any(String))]);
    const { body } = await client.get('/v1/calls?completed=false');
    const running = (body as { calls: { call_id: string }[] }).calls[0]!.call_id;
    expect((await client.get(`/v1/recordings/${running}`)).body).toEqual(notFound);
    const imported = { ...call, call_id: unknownId };
    await client.post('/sandbox/import', { items: [{ name: 'a.json', content: imported }] });
    expect((await client.get(`/v1/recordings/${unknownId}`)).body).toEqual(notFound);
    const stranger = await client.call('GET', `/v1/recordings/${call.call_id}`, undefined, { authorization: 'x' });
    expect(stranger.status).toBe(401);
  });
});

describe('GET /v1/calls/{call_id}/recording', () => {
  it('is an address that needs no key, for that recording alone', async () => {
    const client = await sandbox();
    const { call_id: callId } = await sampleCall(client);
    const answer = await client.get(`/v1/calls/${callId}/recording`);
    expect(answer.body).toEqual({ code: 200, status: 'success', url: expect.stringContaining(client.origin) });
    const { url } = answer.body as { url: string };
    const opened = await fetch(url);
    expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'audio/wav']);
    const { bytes } = await ask(client, `/v1/recordings/${callId}`);
    expect(Buffer.from(await opened.arrayBuffer()).equals(bytes)).toBe(true);
    const later = new URL(url);
    later.searchParams.set('expires', String(Date.now() + 86_400_000));
    for (const forged of [later.href, url.replace(callId, unknownId), url.slice(0, -1), url.split('?')[0]!]) {
      expect((await fetch(forged)).status).toBe(403);
    }
  });

  it('refuses flatly', async () => {
    const client = await sandbox();
    const none = await client.get(`/v1/calls/${unknownId}/recording`);
    expect([none.status, none.body]).toEqual([404, { status: 'error', message: 'Recording not found' }]);
    const { call_id: callId } = await sampleCall(client);
    const audio = await client.call('GET', `/v1/calls/${callId}/recording`, undefined, { accept: 'audio/mpeg' });
    expect([audio.status, audio.body]).toEqual([400, { status: 'error', message: expect.any(String) }]);
  });
});

import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { seedId } from '../../../../src/sandbox/seed/id.ts';
import { systemClock } from '../../../../src/triage/clock.ts';
import { fetchRecording } from '../../../../src/triage/calls/recording.ts';
import type { RecordingPart } from '../../../../src/api/bland/recordings.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';

const callId = seedId('call castellan-hotel');
const other = seedId('call tidewater-outage');
const alive = new AbortController().signal;

let world: SandboxSession;
beforeEach(async () => {
  world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
});

async function bytesOf(parts: AsyncGenerator<RecordingPart, void>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const { bytes } of parts) all.push(bytes);
  return Buffer.concat(all);
}
const fetched = () => bytesOf(fetchRecording(world.session.api, callId, alive, { stereo: true }));
/** The ranges of this call's recording that were asked for. */
async function asked(): Promise<readonly string[]> {
  const { body } = await world.ask<{ requests: { path: string; headers: Record<string, string> }[] }>(
    'GET',
    '/sandbox/requests',
  );
  return body.requests.filter(({ path }) => path.includes(`/recordings/${callId}`)).map(({ path }) => path);
}

it('gives the same recording, without asking for its beginning again', async () => {
  const whole = await fetched();
  const before = (await asked()).length;
  const { recordingAhead } = world.session;
  recordingAhead.begin(callId);
  await expect.poll(async () => (await asked()).length).toBe(before + 1);
  recordingAhead.begin(callId);
  expect((await bytesOf(recordingAhead.take(callId, alive))).equals(whole)).toBe(true);
  expect((await asked()).length).toBe(2 * before);
});

it('asks by itself for a recording that was not begun, or could not be', async () => {
  const whole = await fetched();
  const { recordingAhead } = world.session;
  await world.ask('POST', '/sandbox/faults', {
    match: { path: `/v1/recordings/${callId}` },
    times: 20,
    fault: { kind: 'reset' },
  });
  recordingAhead.begin(callId);
  const failing = bytesOf(recordingAhead.take(callId, alive));
  await expect(failing).rejects.toThrow();
  await world.ask('DELETE', '/sandbox/faults');
  recordingAhead.begin(other);
  expect((await bytesOf(recordingAhead.take(callId, alive))).equals(whole)).toBe(true);
});

it('is fetched anew for a call that was imported again, and what was measured in it is forgotten', async () => {
  const { session } = world;
  session.recordingAhead.begin(callId);
  await expect.poll(async () => (await asked()).length).toBe(1);
  session.speech.keep(callId, { seconds: 1, agent: [], caller: [] });
  session.forgetCall(callId);
  expect(session.speech.known(callId)).toBeUndefined();
  const whole = await bytesOf(session.recordingAhead.take(callId, alive));
  const ahead = 1;
  const again = (await asked()).length - ahead;
  await fetched();
  expect((await asked()).length - ahead - again).toBe(again);
  expect(whole.length).toBeGreaterThan(1_000_000);
});

it('ends with the signal of whoever took it', async () => {
  const stop = new AbortController();
  const { recordingAhead } = world.session;
  recordingAhead.begin(callId);
  stop.abort();
  await expect(bytesOf(recordingAhead.take(callId, stop.signal))).rejects.toThrow();
});

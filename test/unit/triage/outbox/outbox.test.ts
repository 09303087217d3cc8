import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConflictError } from '../../../../src/api/errors.ts';
import type { Flag } from '../../../../src/api/bland/flags.ts';
import { prepareFlag } from '../../../../src/triage/flags/flagging.ts';
import { addFlag } from '../../../../src/triage/outbox/kinds/add-flag.ts';
import { attachCall } from '../../../../src/triage/outbox/kinds/attach-call.ts';
import { attachResource } from '../../../../src/triage/outbox/kinds/attach-resource.ts';
import { detachResource } from '../../../../src/triage/outbox/kinds/detach-resource.ts';
import { removeFlag } from '../../../../src/triage/outbox/kinds/remove-flag.ts';
import { forever, QuickClock } from '../../../support/quick-clock.ts';
import { startSandboxSession, type SandboxSession } from '../../../support/sandbox-session.ts';

let clock: QuickClock;
let sandbox: SandboxSession;
let issueId: string;
let callId: string;

const patience = { budgetMs: forever, keepRefused: true };

beforeEach(async () => {
  clock = new QuickClock();
  sandbox = await startSandboxSession(clock);
  const { session } = sandbox;
  await session.issues.list.load();
  for (const issue of session.issues.list.items) {
    await session.issues.loadContents(issue.id);
    const call = session.issues
      .contents(issue.id)
      .resources.items.find((link) => link.resource_type === 'call' && link.status === 'available');
    if (call === undefined) continue;
    issueId = issue.id;
    callId = call.resource_id;
    break;
  }
});

afterEach(() => sandbox.close());

async function flagPayload(note: string) {
  const transcript = await sandbox.session.transcripts.get(callId);
  return prepareFlag({ issueId, callId, messageIndex: 3, type: 'dead_air', note }, transcript);
}

async function storedFlags(note: string): Promise<Flag[]> {
  const { body } = await sandbox.ask<{ data: { items: Flag[] } }>(
    'GET',
    `/v1/triage/issues/${issueId}/flags?limit=100`,
  );
  return body.data.items.filter((flag) => flag.note === note);
}

const fault = (method: string, kind: object, times = 1) =>
  sandbox.ask('POST', '/sandbox/faults', { match: { method, path: '/v1/triage' }, times, fault: kind });

describe('delivering', () => {
  it('stores a flag with index and verbatim text, and the loaded list has it once', async () => {
    const { session } = sandbox;
    const transcript = await session.transcripts.get(callId);
    const flag = await session.outbox.deliver(addFlag, await flagPayload('plain'), patience);
    const [stored, ...more] = await storedFlags('plain');
    expect(more).toEqual([]);
    expect(stored).toMatchObject({
      message_index: 3,
      message_text: transcript.details.transcripts[3]?.text,
      type: 'dead_air',
    });
    expect(session.issues.contents(issueId).flags.items.filter(({ id }) => id === stored?.id)).toHaveLength(1);
    expect(flag).toMatchObject({ id: stored?.id });
    expect(session.outbox.entries).toEqual([]);
  });

  it('shows the write as pending in the same turn, before anything was sent', async () => {
    const payload = await flagPayload('at once');
    const entry = sandbox.session.outbox.add(addFlag, payload);
    expect(sandbox.session.outbox.entries.map(({ id }) => id)).toEqual([entry.id]);
    await sandbox.session.outbox.outcome(entry.id, forever);
    expect(await storedFlags('at once')).toHaveLength(1);
  });

  it('keeps the order of one issue', async () => {
    const payloads = await Promise.all(['a', 'b', 'c'].map((note) => flagPayload(`order ${note}`)));
    const entries = payloads.map((payload) => sandbox.session.outbox.add(addFlag, payload));
    await Promise.all(entries.map(({ id }) => sandbox.session.outbox.outcome(id, forever)));
    const { body } = await sandbox.ask<{ data: { items: Flag[] } }>(
      'GET',
      `/v1/triage/issues/${issueId}/flags?limit=100`,
    );
    const times = ['a', 'b', 'c'].map(
      (note) => body.data.items.find((flag) => flag.note === `order ${note}`)?.created_at,
    );
    expect(times.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual(times);
  });

  it('removes, attaches and detaches', async () => {
    const { session } = sandbox;
    const flag = (await session.outbox.deliver(addFlag, await flagPayload('to go'), patience)) as Flag;
    await session.outbox.deliver(removeFlag, { issueId, flagId: flag.id }, patience);
    expect(await storedFlags('to go')).toEqual([]);
    await session.outbox.deliver(detachResource, { issueId, callId }, patience);
    const again = { issueId, resourceType: 'call', resourceId: callId };
    expect(await session.outbox.deliver(attachResource, again, patience)).toMatchObject({ existed: false });
    expect(await session.outbox.deliver(attachResource, again, patience)).toMatchObject({ existed: true });
    expect(await session.outbox.deliver(attachCall, { issueId, callId }, patience)).toMatchObject({ id: issueId });
  });
});

describe('when the way is broken', () => {
  it.each([
    ['the connection is reset before the service acts', { kind: 'reset' }],
    ['the connection is reset after the service acted', { kind: 'reset_after' }],
    ['the answer is cut', { kind: 'truncate' }],
    ['the answer is garbage', { kind: 'garbage' }],
    ['the service fails', { kind: 'status', status: 500 }],
    ['the service asks for a pause', { kind: 'status', status: 429, headers: { 'retry-after': '2' } }],
  ])('stores the flag exactly once when %s', async (_what, kind) => {
    await fault('POST', kind);
    await sandbox.session.outbox.deliver(addFlag, await flagPayload('only once'), patience);
    expect(await storedFlags('only once')).toHaveLength(1);
    expect(sandbox.session.outbox.entries).toEqual([]);
  });

  it('waits as long as the service asks', async () => {
    await fault('POST', { kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    await sandbox.session.outbox.deliver(addFlag, await flagPayload('paused'), patience);
    expect(clock.waits).toContain(7000);
  });

  it('stores two equal flags twice, although each is looked for after a lost answer', async () => {
    await fault('POST', { kind: 'reset_after' }, 2);
    const payload = await flagPayload('twice meant');
    const entries = [payload, payload].map((one) => sandbox.session.outbox.add(addFlag, one));
    await Promise.all(entries.map(({ id }) => sandbox.session.outbox.outcome(id, forever)));
    expect(await storedFlags('twice meant')).toHaveLength(2);
  });

  it('takes a removal whose answer was lost for done', async () => {
    const { session } = sandbox;
    const flag = (await session.outbox.deliver(addFlag, await flagPayload('lost removal'), patience)) as Flag;
    await fault('DELETE', { kind: 'reset_after' });
    await session.outbox.deliver(removeFlag, { issueId, flagId: flag.id }, patience);
    expect(await storedFlags('lost removal')).toEqual([]);
  });

  it('hands out a pending entry when the patience ends first, and delivers it later', async () => {
    const { session } = sandbox;
    await fault('POST', { kind: 'delay', ms: 300 });
    const payload = await flagPayload('later');
    const result = await session.outbox.deliver(addFlag, payload, { budgetMs: 1, keepRefused: true });
    expect(result).toEqual({ pending: true, entryId: expect.any(String) });
    await session.outbox.outcome((result as { entryId: string }).entryId, forever);
    expect(await storedFlags('later')).toHaveLength(1);
  });
});

describe('when the service refuses', () => {
  async function detached(): Promise<void> {
    await sandbox.ask('DELETE', `/v1/triage/issues/${issueId}/calls/${callId}`);
  }

  it('rejects with the reason, keeps what was written, and sends it after Attach and Flag', async () => {
    await detached();
    const { outbox } = sandbox.session;
    const payload = await flagPayload('kept');
    await expect(outbox.deliver(addFlag, payload, patience)).rejects.toBeInstanceOf(ConflictError);
    const [entry] = outbox.entries;
    expect(entry).toMatchObject({ state: 'refused', payload: { flag: { note: 'kept' } } });
    await outbox.amend(entry?.id ?? '', { ...payload, attach: true });
    await outbox.outcome(entry?.id ?? '', forever);
    expect(await storedFlags('kept')).toHaveLength(1);
  });

  it('does not hold up the writes behind it', async () => {
    await detached();
    const { outbox } = sandbox.session;
    const refused = outbox.add(addFlag, await flagPayload('refused'));
    const behind = outbox.add(addFlag, { ...(await flagPayload('behind')), attach: true });
    expect(await outbox.outcome(behind.id, forever)).toMatchObject({ state: 'delivered' });
    expect(outbox.get(refused.id)).toMatchObject({ state: 'refused' });
  });

  it('forgets the entry for a script, which has the error', async () => {
    await detached();
    const { outbox } = sandbox.session;
    const payload = await flagPayload('for a script');
    await expect(outbox.deliver(addFlag, payload, { budgetMs: forever, keepRefused: false })).rejects.toThrow();
    expect(outbox.entries).toEqual([]);
  });

  it('gives it up when the user discards it', async () => {
    await detached();
    const { outbox } = sandbox.session;
    const entry = outbox.add(addFlag, await flagPayload('given up'));
    await outbox.outcome(entry.id, forever);
    expect(await outbox.discard(entry.id)).toBe(true);
    expect(outbox.entries).toEqual([]);
    expect(await storedFlags('given up')).toEqual([]);
  });
});

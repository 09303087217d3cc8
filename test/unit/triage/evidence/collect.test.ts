// What is read for a bundle, from the sandbox over real HTTP: all of it, less of it when something fails, none after a cancel.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectEvidence, evidenceLimits, type EvidenceSubject } from '../../../../src/triage/evidence/collect.ts';
import { addFlag } from '../../../../src/triage/outbox/kinds/add-flag.ts';
import { QuickClock } from '../../../support/quick-clock.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';

type Item = Record<string, unknown> & { readonly id: string };

let bench: SandboxSession;
let issueId: string;

beforeEach(async () => {
  bench = await startSandboxSession(new QuickClock());
  const { body } = await bench.ask<{ data: { items: Item[] } }>('GET', '/v1/triage/issues?limit=100');
  issueId = body.data.items.find((issue) => issue['triage_id'] === 'T-1008')?.id ?? '';
});
afterEach(() => bench.close());

const words = {
  failed: (error: unknown) => (error instanceof Error ? error.name : ''),
  gone: 'gone',
  limit: 'limit',
  unreadable: 'unreadable',
  noSuchMessage: 'no such message',
};
const collect = (about: EvidenceSubject, more: { signal?: AbortSignal; onCall?: () => void } = {}) =>
  collectEvidence(bench.session, about, { signal: new AbortController().signal, now: new Date(0), words, ...more });
const items = async (path: string) =>
  (await bench.ask<{ data: { items: Item[] } }>('GET', `/v1/triage/issues/${issueId}/${path}?limit=100`)).body.data
    .items;
const fault = (path: string, kind: object, times?: number) =>
  bench.ask('POST', '/sandbox/faults', {
    match: { method: 'GET', path },
    ...(times === undefined ? {} : { times }),
    fault: kind,
  });
const callIds = async (status: string): Promise<string[]> =>
  (await items('resources'))
    .filter((link) => link['resource_type'] === 'call' && link['status'] === status)
    .map((link) => String(link['resource_id']));

describe('of an issue', () => {
  it('has its calls with every row as the API has it, its flags, comments and people', async () => {
    await bench.ask('POST', `/v1/triage/issues/${issueId}/comments`, { detail: 'Look at this.' });
    const bundle = await collect({ issueId });
    const [callId = ''] = await callIds('available');
    const { body } = await bench.ask<{ transcripts: { text: string; user: string }[] }>('GET', `/v1/calls/${callId}`);
    expect(bundle.calls.map(({ id }) => id)).toEqual([callId]);
    const messages = bundle.calls[0]?.messages ?? [];
    expect(messages.length).toBe(body.transcripts.length);
    for (const { index, text, user } of messages) {
      expect([text, user]).toEqual([body.transcripts[index]?.text, body.transcripts[index]?.user]);
    }
    const flags = await items('flags');
    expect(bundle.flags.map(({ id, messageIndex, state }) => [id, messageIndex, state])).toEqual(
      flags.map((flag) => [flag.id, flag['message_index'], 'stored']),
    );
    expect(bundle.comments.at(-1)).toMatchObject({ text: 'Look at this.', authorKind: 'user' });
    expect(bundle.issue).toMatchObject({ id: issueId, code: 'T-1008' });
    expect(bundle.missing).toEqual([{ what: 'call', id: (await callIds('unavailable'))[0], reason: 'gone' }]);
  });

  it('names what cannot be read, and has the rest', async () => {
    const [callId] = await callIds('available');
    const [gone] = await callIds('unavailable');
    await fault(`/v1/calls/${callId}`, { kind: 'status', status: 500 });
    await fault(`/v1/triage/issues/${issueId}/activity`, { kind: 'garbage' });
    const bundle = await collect({ issueId });
    expect(bundle.calls).toEqual([]);
    expect(bundle.flags.length).toBe(3);
    expect(bundle.comments).toEqual([]);
    expect(bundle.missing).toContainEqual({ what: 'comments', id: null, reason: 'ResponseShapeError' });
    expect(bundle.missing).toContainEqual({ what: 'call', id: callId, reason: 'ServerError' });
    expect(bundle.missing).toContainEqual({ what: 'call', id: gone, reason: 'gone' });
  });

  it('reads so many pages of a list and no more, and says so', async () => {
    let asked = 0;
    const flags = { ...bench.session.api.flags };
    const [one] = (await flags.list(issueId)).items;
    const endless = {
      ...bench.session,
      api: {
        ...bench.session.api,
        flags: {
          ...flags,
          list: async () => {
            asked += 1;
            return {
              items: one === undefined ? [] : [{ ...one, id: `f${asked}` }],
              broken: [],
              nextCursor: `${asked}`,
            };
          },
        },
      },
    };
    const options = { signal: new AbortController().signal, now: new Date(0), words };
    const bundle = await collectEvidence(endless, { issueId }, options);
    expect(asked).toBe(evidenceLimits.pages);
    expect(bundle.missing).toContainEqual({ what: 'flags', id: null, reason: 'limit' });
  });

  it('has a flag that waits to be sent, and a flag whose message is not there is named', async () => {
    const [callId = ''] = await callIds('available');
    await bench.ask('POST', '/sandbox/faults', {
      match: { method: 'POST', path: `/v1/triage/issues/${issueId}/flags` },
      fault: { kind: 'delay', ms: 600_000 },
    });
    const payload = {
      issueId,
      flag: { call_id: callId, type: 'waits', message_index: 9999 },
      attach: false,
      verify: false,
    };
    bench.session.outbox.resume();
    bench.session.outbox.add(addFlag, payload);
    const bundle = await collect({ issueId });
    expect(bundle.flags.at(-1)).toMatchObject({ type: 'waits', state: 'pending', messageIndex: 9999, createdAt: null });
    expect(bundle.missing).toContainEqual({ what: 'message', id: `${callId} #9999`, reason: 'no such message' });
    await bench.ask('DELETE', '/sandbox/faults');
  });

  it('fails when the issue itself cannot be read', async () => {
    await expect(collect({ issueId: '00000000-0000-4000-8000-000000000000' })).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('ends with the signal, and then gives nothing', async () => {
    const abort = new AbortController();
    await expect(collect({ issueId }, { signal: abort.signal, onCall: () => abort.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('of one call', () => {
  it('has that call, and its flags when an issue is named', async () => {
    const [callId = ''] = await callIds('available');
    const alone = await collect({ callId });
    expect([alone.issue, alone.flags, alone.resources, alone.calls.map(({ id }) => id)]).toEqual([
      null,
      [],
      [],
      [callId],
    ]);
    const onIssue = await collect({ issueId, callId });
    expect(onIssue.flags.every((flag) => flag.callId === callId)).toBe(true);
    expect(onIssue.resources.map(({ resourceId }) => resourceId)).toEqual([callId]);
    expect(onIssue.missing).toEqual([]);
  });

  it('fails when that call cannot be read', async () => {
    await expect(collect({ callId: 'nothing' })).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});

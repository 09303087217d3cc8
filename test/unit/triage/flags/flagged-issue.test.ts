import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Entry } from '../../../../src/triage/outbox/outbox.ts';
import { createFlaggedIssue, type FlaggedIssue } from '../../../../src/triage/outbox/kinds/create-flagged-issue.ts';
import { forever } from '../../../support/quick-clock.ts';
import { openWorld, type World } from '../outbox/faults/world.ts';

let world: World;
let directory: string;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  directory = await world.reset();
});
afterAll(() => world.close());

const title = 'From a message';
const payload = (change: object = {}) => ({
  issue: {
    title,
    severity: 'low' as const,
    category: 'Bug',
    resource_links: [{ resource_type: 'call' as const, resource_id: world.callId }],
  },
  flag: { call_id: world.callId, type: 'dead_air', message_index: 1, note: 'Here.' },
  verify: true,
  ...change,
});
/** What there is of it: each issue with how many flags it has. */
const made = async (): Promise<number[]> => {
  const issues = (await world.items('/v1/triage/issues')).filter((issue) => issue['title'] === title);
  return Promise.all(issues.map(async ({ id }) => (await world.items(`/v1/triage/issues/${id}/flags`)).length));
};
const flagFault = (fault: object) =>
  world.ask('POST', '/sandbox/faults', {
    match: { method: 'POST', path: '^/v1/triage/issues/.+/flags' },
    times: 1,
    fault,
  });
const add = (change: object = {}) => {
  const { session } = world.window(directory);
  const { id } = session.outbox.add(createFlaggedIssue, payload(change));
  return { session, id, end: () => session.outbox.outcome(id, forever) };
};

it('makes the issue with its call, then the flag with the text of its message', async () => {
  const { session, end } = add();
  const delivered = await end();
  expect(delivered?.state).toBe('delivered');
  const { issue, flag } = (delivered as Entry & { readonly result: FlaggedIssue }).result;
  const transcript = await session.api.calls.details(world.callId);
  expect(flag).toMatchObject({ issue_id: issue.id, message_index: 1, message_text: transcript.transcripts[1]?.text });
  expect(await made()).toEqual([1]);
  expect(session.issues.contents(issue.id).flags.items.map(({ id }) => id)).toEqual([flag.id]);
});

it.each([
  ['is not done', { kind: 'status', status: 503 }],
  ['is not answered', { kind: 'reset_after' }],
  ['does not arrive', { kind: 'reset' }],
])('repeats only the flag when the flag %s', async (_what, fault) => {
  await flagFault(fault);
  expect((await add().end())?.state).toBe('delivered');
  expect(await made()).toEqual([1]);
});

it('goes on with the flag in another window when this one is closed between the two', async () => {
  const first = world.window(directory);
  const held = world.gate.hold('before').then((release) => {
    // The issue may go through; what comes after it is held until the window is gone.
    const next = world.gate.hold('before');
    release();
    return next;
  });
  first.session.outbox.add(createFlaggedIssue, payload());
  await held;
  expect(await made()).toEqual([0]);
  await first.close();
  const second = world.window(directory);
  await second.ready();
  const [entry] = second.session.outbox.entries;
  expect(entry?.payload).toHaveProperty('issueId');
  expect((await second.session.outbox.outcome(entry?.id ?? '', forever))?.state ?? 'delivered').toBe('delivered');
  expect(await made()).toEqual([1]);
});

it('makes nothing when the message is not there or reads otherwise', async () => {
  for (const flag of [{ message_index: 9999 }, { message_text: 'Never said' }]) {
    const { end } = add({ flag: { ...payload().flag, ...flag } });
    expect((await end())?.state).toBe('refused');
  }
  expect(await made()).toEqual([]);
});

it('keeps a refused flag, whose issue is made, and repeats only the flag when it is sent again', async () => {
  await flagFault({
    kind: 'status',
    status: 400,
    body: { data: null, errors: [{ error: 'bad_request', message: 'No.' }] },
  });
  const { session, id, end } = add();
  expect((await end())?.state).toBe('refused');
  expect(await made()).toEqual([0]);
  await session.outbox.retry(id);
  expect((await end())?.state ?? 'delivered').toBe('delivered');
  expect(await made()).toEqual([1]);
});

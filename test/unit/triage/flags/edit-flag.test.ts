import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Flag } from '../../../../src/api/bland/flags.ts';
import { OldFlagStaysError } from '../../../../src/triage/flags/errors.ts';
import { flagsOf } from '../../../../src/triage/flags/marks.ts';
import { changedFlag, contentOf } from '../../../../src/triage/flags/flagging.ts';
import type { Session } from '../../../../src/triage/sessions/session.ts';
import { addFlag } from '../../../../src/triage/outbox/kinds/add-flag.ts';
import { editFlag } from '../../../../src/triage/outbox/kinds/edit-flag.ts';
import { forever } from '../../../support/quick-clock.ts';
import { openWorld, type World } from '../outbox/faults/world.ts';

let world: World;
let directory: string;
let before: Flag;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  directory = await world.reset();
  const body = { call_id: world.callId, type: 'dead_air', message_index: 1, note: 'Before.', node_id: 'n1' };
  before = (await world.ask<{ data: Flag }>('POST', path(), body)).data;
});
afterAll(() => world.close());

const path = (id = ''): string => `/v1/triage/issues/${world.issueId}/flags${id === '' ? '' : `/${id}`}`;
const notes = async (): Promise<string[]> =>
  (await world.items(path())).map(({ note }) => String(note)).filter((note) => note === 'Before.' || note === 'After.');
const payload = (change: object = {}) => ({
  issueId: world.issueId,
  flagId: before.id,
  attach: false,
  verify: false,
  flag: { ...contentOf(before), note: 'After.' },
  ...change,
});
const fault = (method: string, kind: object, times = 1) =>
  world.ask('POST', '/sandbox/faults', { match: { method, path: '^/v1/triage/issues/.+/flags' }, times, fault: kind });
const refusal = {
  kind: 'status',
  status: 400,
  body: { data: null, errors: [{ error: 'bad_request', message: 'No.' }] },
};
const loaded = async (): Promise<Session> => {
  const { session } = world.window(directory);
  await session.issues.loadFlags(world.issueId);
  return session;
};
const ends = (session: Session, id: string) => session.outbox.outcome(id, forever);
const marks = (session: Session) =>
  flagsOf(world.issueId, session.issues.contents(world.issueId).flags.items, session)
    .filter(({ note }) => note === 'Before.' || note === 'After.')
    .map(({ note, state }) => `${note} ${state}`);

describe('an edited flag', () => {
  it('is a new one on the same message, and the old one is gone', async () => {
    const session = await loaded();
    const count = session.issues.contents(world.issueId).flags.items.length;
    const entry = await ends(session, session.outbox.add(editFlag, payload()).id);
    expect(entry?.result).toMatchObject({ note: 'After.', type: 'dead_air', message_index: 1, node_id: 'n1' });
    expect(await notes()).toEqual(['After.']);
    expect(marks(session)).toEqual(['After. stored']);
    expect(session.issues.contents(world.issueId).flags.items).toHaveLength(count);
  });

  it('is shown as waiting beside the old one, which is on its way out', async () => {
    const session = await loaded();
    const held = world.gate.hold('before');
    const { id } = session.outbox.add(editFlag, payload());
    const release = await held;
    expect(marks(session)).toEqual(['Before. removing', 'After. pending']);
    release();
    await ends(session, id);
    expect(await notes()).toEqual(['After.']);
  });

  it('takes no harm when somebody else took the old one off', async () => {
    await world.ask('DELETE', path(before.id));
    const { session } = world.window(directory);
    expect((await ends(session, session.outbox.add(editFlag, payload()).id))?.state).toBe('delivered');
    expect(await notes()).toEqual(['After.']);
  });

  it('leaves the old one as it is when the new one is refused', async () => {
    await fault('POST', refusal);
    const session = await loaded();
    const { id } = session.outbox.add(editFlag, payload());
    expect((await ends(session, id))?.state).toBe('refused');
    expect(marks(session)).toEqual(['Before. stored', 'After. failed']);
    await session.outbox.retry(id);
    await ends(session, id);
    expect(await notes()).toEqual(['After.']);
  });

  it('says so when the old one cannot be taken off, and takes only that off when it is sent again', async () => {
    await fault('DELETE', refusal);
    const session = await loaded();
    const { id } = session.outbox.add(editFlag, payload());
    const refused = await ends(session, id);
    expect(refused?.error).toBeInstanceOf(OldFlagStaysError);
    expect((await notes()).toSorted()).toEqual(['After.', 'Before.']);
    expect(marks(session).toSorted()).toEqual(['After. stored', 'Before. failed']);
    await session.outbox.retry(id);
    await ends(session, id);
    expect(await notes()).toEqual(['After.']);
    expect(marks(session)).toEqual(['After. stored']);
  });

  it('leaves both when it is given up between the two', async () => {
    await fault('DELETE', refusal);
    const session = await loaded();
    const { id } = session.outbox.add(editFlag, payload());
    await ends(session, id);
    await session.outbox.discard(id);
    expect(marks(session).toSorted()).toEqual(['After. stored', 'Before. stored']);
  });

  it('is the same error for a script and after a restart', async () => {
    await fault('DELETE', refusal);
    const first = world.window(directory);
    const made = first.session.outbox.deliver(editFlag, payload(), { budgetMs: forever, keepRefused: true });
    await expect(made).rejects.toMatchObject({ name: 'OldFlagStaysError', reason: 'No.' });
    await first.close();
    const second = world.window(directory);
    await second.ready();
    expect(second.session.outbox.entries[0]?.error).toBeInstanceOf(OldFlagStaysError);
  });

  it.each([
    ['is not done', { kind: 'status', status: 503 }],
    ['is not answered', { kind: 'reset_after' }],
    ['does not arrive', { kind: 'reset' }],
  ])('is made once when the removal of the old one %s', async (_what, kind) => {
    await fault('DELETE', kind);
    const { session } = world.window(directory);
    expect((await ends(session, session.outbox.add(editFlag, payload()).id))?.state).toBe('delivered');
    expect(await notes()).toEqual(['After.']);
  });
});

describe('a flag that waits', () => {
  it('is amended before it is sent, and stored once as it says then', async () => {
    const session = await loaded();
    const held = world.gate.hold('before');
    // Of one issue, the next is not sent before the one that is held.
    const first = session.outbox.add(addFlag, { ...payload(), flag: { ...payload().flag, note: 'First.' } });
    const second = session.outbox.add(addFlag, payload());
    const release = await held;
    expect(await session.outbox.amend(first.id, first.payload)).toBe(false);
    expect(
      await session.outbox.amend(second.id, { ...second.payload, flag: { ...second.payload.flag, note: 'Amended.' } }),
    ).toBe(true);
    release();
    expect((await ends(session, second.id))?.result ?? {}).toMatchObject({ note: 'Amended.' });
    const stored = (await world.items(path())).map(({ note }) => note);
    expect(stored.filter((note) => note === 'Amended.')).toHaveLength(1);
    expect(stored).not.toContain('After.');
  });
});

it('is not sent when nothing of it is changed', () => {
  const content = contentOf(before);
  expect(changedFlag(content, { type: ' dead_air ', note: 'Before. ' })).toBeUndefined();
  expect(changedFlag(content, { type: 'dead_air', note: '' })).not.toHaveProperty('note');
  expect(() => changedFlag(content, { type: ' ', note: '' })).toThrow('needs a type');
});

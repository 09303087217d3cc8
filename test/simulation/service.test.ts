import { describe, expect, it } from 'vitest';
import type { BlandApi } from '../../src/api/index.ts';
import { createBlandApi } from '../../src/api/index.ts';
import { Window } from './machine/window.ts';
import { fair, type Fate } from './service/fault.ts';
import { fieldsAt } from './service/model.ts';
import { normalisation } from './service/normalise.ts';
import { me, Service, type ServiceTraits } from './service/service.ts';
import { Story } from './story.ts';
import { VirtualTime } from './virtual-time.ts';

const plain: ServiceTraits = { normalisation: normalisation('verbatim', 'snake'), lag: 0, skew: 0, pageSize: 100 };
const root = '/v1/triage/issues';

interface Bench {
  readonly time: VirtualTime;
  readonly service: Service;
  readonly window: Window;
  readonly api: BlandApi;
  readonly issue: string;
}

function bench(traits: Partial<ServiceTraits> = {}): Bench {
  const time = new VirtualTime();
  const service = new Service(time, 1, new Story(time), { ...plain, ...traits });
  const window = new Window('window', time);
  const api = createBlandApi({
    baseUrl: new URL('https://api.example'),
    key: () => Promise.resolve('key-of-me'),
    transport: service.transportOf(window),
    retry: { maxAttempts: 1 },
  });
  service.act('before', 'user-old', 'POST', root, { title: 'The price', severity: 'high', category: 'Bug' });
  const issue = service.model.objects[0]?.id ?? '';
  service.act('before', 'user-old', 'PUT', `${root}/${issue}/calls/call-1`);
  return { time, service, window, api, issue };
}

/** What a promise came to once so much time has passed. */
async function after<T>(time: VirtualTime, milliseconds: number, promise: Promise<T>): Promise<unknown> {
  let came: unknown = 'nothing yet';
  promise.then(
    (value) => (came = value),
    (error: unknown) => (came = error),
  );
  await time.pass(milliseconds);
  return came;
}

const flag = { call_id: 'call-1', type: 'Wrong Answer', message_index: 1, note: 'The price\r\nagain ' };

describe('the model of the service', () => {
  it('stores a flag by the key’s user, and lists it', async () => {
    const { time, api, issue } = bench({ normalisation: normalisation('trimmed', 'camel') });
    const made = await after(time, 1000, api.flags.add(issue, flag));
    expect(made).toMatchObject({ type: 'wrongAnswer', note: 'The price\r\nagain', author_id: me, message_index: 1 });
    expect(await after(time, 1000, api.flags.list(issue))).toMatchObject({
      items: [made],
      broken: [],
      nextCursor: null,
    });
  });

  it('refuses a flag whose call is not on the issue', async () => {
    const { time, api, issue } = bench();
    const refused = await after(time, 1000, api.flags.add(issue, { ...flag, call_id: 'another' }));
    expect(refused).toMatchObject({ status: 409, serviceCode: 'call_not_attached', ambiguous: false });
  });

  it('shows in a list what was there a while ago', async () => {
    const { time, api, issue } = bench({ lag: 2000 });
    await after(time, 500, api.comments.add(issue, { detail: 'New' }));
    expect(await after(time, 500, api.activity.list(issue))).toMatchObject({ items: [] });
    await time.pass(2000);
    expect(await after(time, 500, api.activity.list(issue))).toMatchObject({ items: [{ detail: 'New' }, {}] });
  });

  it('pages newest first for comments, and by what was last read', async () => {
    const { time, api, issue } = bench({ pageSize: 2 });
    for (const detail of ['one', 'two', 'three']) await after(time, 500, api.comments.add(issue, { detail }));
    const first = await after(time, 500, api.activity.list(issue));
    expect(first).toMatchObject({ items: [{ detail: 'three' }, { detail: 'two' }] });
    const { nextCursor } = first as { nextCursor: string };
    await after(time, 500, api.comments.add(issue, { detail: 'four' }));
    const second = await after(time, 500, api.activity.list(issue, { cursor: nextCursor }));
    expect(second).toMatchObject({ items: [{ detail: 'one' }, { type: 'created' }] });
  });

  it('attaches a call once, and links it anew once it was taken off', async () => {
    const { time, api, service, issue } = bench();
    await after(time, 500, api.calls.attach(issue, 'call-1'));
    const links = () => service.model.list('links', issue, time.now).map(({ id }) => id);
    const [before] = links();
    expect(links()).toHaveLength(1);
    await after(time, 500, api.calls.detach(issue, 'call-1'));
    expect(links()).toEqual([]);
    await after(time, 500, api.calls.attach(issue, 'call-1'));
    expect(links()).not.toContain(before);
  });

  it('starts a run of Norm by a prompt, which stands in the activity', async () => {
    const { time, api, issue } = bench();
    const session = (await after(time, 500, api.norm.createSession(issue))) as { id: string };
    const run = await after(time, 500, api.norm.prompt(issue, session.id, '/verify the price'));
    expect(run).toMatchObject({ session_id: session.id, intent: 'verify' });
    const activity = await after(time, 500, api.activity.list(issue));
    expect(activity).toMatchObject({
      items: [{ type: 'prompt', detail: 'the price' }, { type: 'session_started' }, {}],
    });
  });

  it('takes everything away with an issue', async () => {
    const { time, api, service, issue } = bench();
    await after(time, 500, api.flags.add(issue, flag));
    await after(time, 500, api.issues.remove(issue));
    expect(service.model.list('flags', null, time.now)).toEqual([]);
    expect(await after(time, 500, api.issues.get(issue))).toMatchObject({ status: 404 });
  });
});

describe('a request’s fate', () => {
  const sent = async (fate: Fate, passing = 60_000) => {
    const made = bench();
    made.service.fate = () => fate;
    const outcome = await after(made.time, passing, made.api.flags.add(made.issue, flag));
    return { ...made, outcome, flags: made.service.model.list('flags', null, made.time.now).length };
  };

  it.each([
    [
      'nothing written',
      { done: null, hearing: { type: 'unsent', stage: 'dns' } },
      { name: 'NetworkError', ambiguous: false },
      0,
    ],
    ['reset and done', { done: 0, hearing: { type: 'reset' } }, { name: 'NetworkError', ambiguous: true }, 1],
    ['reset and not done', { done: null, hearing: { type: 'reset' } }, { name: 'NetworkError', ambiguous: true }, 0],
    [
      '504 and done later',
      { done: 5000, hearing: { type: 'status', status: 504 } },
      { status: 504, ambiguous: true },
      1,
    ],
    [
      'silence, done at 38 s',
      { done: 38_000, hearing: { type: 'silence' } },
      { name: 'TimeoutError', ambiguous: true },
      1,
    ],
    ['half an answer', { done: 0, hearing: { type: 'garbled', how: 'cut' } }, { name: 'ResponseShapeError' }, 1],
    ['a web page', { done: 0, hearing: { type: 'garbled', how: 'page' } }, { name: 'ResponseShapeError' }, 1],
    ['ids as numbers', { done: 0, hearing: { type: 'garbled', how: 'numbers' } }, { name: 'ResponseShapeError' }, 1],
    ['type renamed', { done: 0, hearing: { type: 'garbled', how: 'renamed' } }, { name: 'ResponseShapeError' }, 1],
    [
      'an error in a 2xx',
      { done: 0, hearing: { type: 'garbled', how: 'refusal' } },
      { status: 201, ambiguous: true },
      1,
    ],
  ] as const)('%s', async (_name, fate, heard, stored) => {
    const { outcome, flags } = await sent(fate);
    expect(outcome).toMatchObject(heard);
    expect(flags).toBe(stored);
  });

  it('comes at its time, however long the window’s patience', async () => {
    const { time, service, outcome, flags } = await sent({ done: 38_000, hearing: { type: 'silence' } }, 37_000);
    expect(outcome).toMatchObject({ name: 'TimeoutError' });
    expect(flags).toBe(0);
    await time.pass(2000);
    expect(service.model.list('flags', null, time.now)).toHaveLength(1);
  });

  it('reaches a frozen window when it goes on, and a lost one never', async () => {
    const { time, service, window, api, issue } = bench();
    service.fate = () => fair;
    const frozen = after(time, 10_000, api.flags.add(issue, flag));
    window.freeze();
    expect(await frozen).toBe('nothing yet');
    window.thaw();
    expect(await after(time, 1000, api.flags.list(issue))).toMatchObject({ items: [{ message_index: 1 }] });
    const lost = after(time, 60_000, api.flags.add(issue, flag));
    window.end();
    expect(await lost).toBe('nothing yet');
    expect(service.model.list('flags', null, time.now)).toHaveLength(2);
  });
});

describe('virtual time', () => {
  it('does what is due in the order of its time, and at one instant of its making', async () => {
    const time = new VirtualTime();
    const done: string[] = [];
    time.in(20, () => done.push('later'));
    time.in(10, () => done.push('first'));
    time.in(10, () => done.push('second'));
    time.in(15, () => done.push('called off'))();
    await time.pass(15);
    expect(done).toEqual(['first', 'second']);
    expect(time.elapsed).toBe(15);
    await time.pass(5);
    expect(done).toEqual(['first', 'second', 'later']);
  });
});

it('keeps what it was, for whoever looks back', () => {
  const { time, service, issue } = bench();
  const [stored] = service.model.objects;
  const before = time.now - 1;
  service.act('colleague', 'user-colleague', 'PATCH', `${root}/${issue}`, { status: 'done' });
  expect(stored && fieldsAt(stored, time.now)['status']).toBe('done');
  expect(stored && fieldsAt(stored, before)).toEqual({});
});

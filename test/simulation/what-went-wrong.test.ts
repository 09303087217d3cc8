/** What went wrong before, each as one case by name: whatever chance finds, these are always looked at. */
import { afterEach, describe, expect, it } from 'vitest';
import type { NewFlag } from '../../src/api/bland/flags.ts';
import { StorageError } from '../../src/storage/errors.ts';
import { check, endOf } from './check.ts';
import * as writes from './wanted-writes.ts';
import type { Process } from './machine/process.ts';
import { fair, type Fate, type Hearing } from './service/fault.ts';
import { fieldsAt } from './service/model.ts';
import { normalisation } from './service/normalise.ts';
import { me, type ServiceTraits } from './service/service.ts';
import { type Intention, World } from './world.ts';

const plain: ServiceTraits = { normalisation: normalisation('verbatim', 'snake'), lag: 0, skew: 0, pageSize: 100 };
const root = '/v1/triage/issues';
const flag: NewFlag = { call_id: 'call-1', type: 'wrong_answer', message_index: 3, note: 'The second price' };
const minutes = 60_000;

let world: World;
let issue: string;

afterEach(() => world.close());

/** A service with one issue that has a call, and a machine that knows whose key it has. */
function start(traits: Partial<ServiceTraits> = {}): void {
  world = new World(1, { ...plain, ...traits });
  const { service, disk } = world;
  service.act('before', 'user-old', 'POST', root, {
    title: 'The price',
    severity: 'high',
    category: 'Bug',
    status: 'todo',
  });
  issue = service.model.objects[0]?.id ?? '';
  service.act('before', 'user-old', 'PUT', `${root}/${issue}/calls/call-1`);
  const sql = 'INSERT INTO accounts (connection, account, me, shared, organisation) VALUES (?, ?, ?, 0, ?)';
  disk.write([{ sql, params: ['bland https://api.example', 'account', me, 'org'] }]);
}

/** The fate of the first request that writes; every other is done and answered. */
function first(hearing: Hearing, done: number | null): void {
  let isFirst = true;
  world.service.fate = ({ method }) => {
    if (method === 'GET' || !isFirst) return fair;
    isFirst = false;
    return { hearing, done };
  };
}

function always(fate: Fate): void {
  world.service.fate = () => fate;
}

function copies(collection: 'flags' | 'activity' | 'issues' | 'links', by = 'ours'): number {
  const { objects } = world.service.model;
  return objects.filter(
    (one) =>
      one.collection === collection &&
      one.by === by &&
      one.gone === null &&
      (collection !== 'activity' || fieldsAt(one, Infinity)['type'] === 'comment'),
  ).length;
}

/** Everything is as it should be, and each intention is over. */
function expectDone(...intentions: readonly Intention[]): void {
  expect(check(world)).toEqual([]);
  expect(intentions.map((intention) => endOf(world, intention))).toEqual(intentions.map(() => 'done'));
}

async function windows(count: number): Promise<Process[]> {
  const opened = Array.from({ length: count }, () => world.open());
  await world.time.pass(1000);
  return opened;
}

async function oneWindow(skew = 0): Promise<Process> {
  const process = world.open(skew);
  await world.time.pass(1000);
  return process;
}

describe('doubling without end', () => {
  it.each(['numbers', 'renamed', 'cut', 'page'] as const)(
    'asks instead of sending for ever when nothing can be read (%s)',
    async (how) => {
      start();
      const process = await oneWindow();
      world.service.fate = ({ method }) =>
        method === 'GET' && how === 'cut' ? fair : { done: 0, hearing: { type: 'garbled', how } };
      process.open(issue);
      world.service.act('colleague', 'user-colleague', 'POST', `${root}/${issue}/flags`, { ...flag, note: 'Theirs' });
      const intention = world.add(process, writes.flagWrite(issue, flag));
      await world.time.pass(10 * minutes);
      always(fair);
      await world.settle(30 * minutes);
      expect(check(world)).toEqual([]);
      expect(copies('flags')).toBeLessThanOrEqual(1);
      expect(['open', 'done']).toContain(endOf(world, intention));
    },
  );

  it('sends twice at most when every answer is lost and nothing is recognised', async () => {
    start({ normalisation: normalisation('stripped', 'cut') });
    const process = await oneWindow();
    world.service.fate = ({ method }) => (method === 'GET' ? fair : { done: 0, hearing: { type: 'reset' } });
    const intention = world.add(process, writes.flagWrite(issue, { ...flag, type: 'Did not understand at all' }));
    await world.time.pass(30 * minutes);
    expect(copies('flags')).toBe(1);
    expect(endOf(world, intention)).toBe('open');
    expect(check(world)).toEqual([]);
  });
});

describe('late commits and lists that lag', () => {
  it.each([
    ['504 answered, done 2 s later', { type: 'status', status: 504 }, 2_000, 0],
    ['the answer lost, the list 2 s behind', { type: 'reset' }, 0, 2_000],
    ['no answer for 30 s, done after 38 s', { type: 'silence' }, 38_000, 0],
    ['no answer for 30 s, done after 54 s, the list 2 s behind', { type: 'silence' }, 54_000, 2_000],
  ] as const)('makes one of it: %s', async (_name, hearing, done, lag) => {
    start({ lag });
    first(hearing, done);
    const intention = world.add(await oneWindow(), writes.flagWrite(issue, flag));
    await world.settle(30 * minutes);
    expectDone(intention);
    expect(copies('flags')).toBe(1);
  });

  it('takes away the surplus flag of a commit that came later still', async () => {
    start();
    first({ type: 'reset' }, 37_000);
    const intention = world.add(await oneWindow(), writes.flagWrite(issue, flag));
    await world.settle(30 * minutes);
    expectDone(intention);
    expect(copies('flags')).toBe(1);
  });
});

describe('a window that stands still', () => {
  it('is not taken over, however long it stands', async () => {
    start();
    const [still, other] = await windows(2);
    if (still === undefined || other === undefined) throw new Error('There are no two windows.');
    first({ type: 'silence' }, 1_000);
    const intention = world.add(still, writes.flagWrite(issue, flag));
    await world.time.pass(500);
    still.freeze();
    await world.time.pass(20 * minutes);
    expect(world.service.sends).toHaveLength(1);
    still.thaw();
    await world.settle(30 * minutes);
    expectDone(intention);
    expect(copies('flags')).toBe(1);
  });

  it('is succeeded when it ends between two steps, and does each step once', async () => {
    start();
    const [lost] = await windows(2);
    if (lost === undefined) throw new Error('There is no window.');
    world.service.act('before', me, 'POST', `${root}/${issue}/flags`, { ...flag, note: 'The first price' });
    const old = world.service.model.list('flags', issue, world.time.now)[0]?.id ?? '';
    const intention = world.add(lost, writes.editFlagWrite(issue, old, flag));
    await world.time.pass(5000, () => copies('flags') === 1);
    lost.crash();
    await world.settle(30 * minutes);
    expectDone(intention);
    expect(copies('flags')).toBe(1);
  });
});

describe('own writes that the service stores otherwise', () => {
  const text = ' Gru\u0308\u00dfe <b>twice</b> & again\r\nsecond line ';
  const texts = ['verbatim', 'lines', 'composed', 'trimmed', 'collapsed', 'escaped', 'stripped'];
  const types = ['snake', 'transliterated', 'cut', 'camel'];
  const all = texts.flatMap((one) => types.map((other) => [one, other] as const));

  it.each(all)('are not made twice: %s, %s', async (textName, typeName) => {
    start({ normalisation: normalisation(textName, typeName), skew: 3_600_000 });
    first({ type: 'reset' }, 0);
    const process = await oneWindow(-86_400_000);
    const intention = world.add(
      process,
      writes.flagWrite(issue, { ...flag, type: 'Verpa\u00dft & \u00fcbersehen', note: text }),
    );
    await world.settle(30 * minutes);
    expect(check(world)).toEqual([]);
    expect(copies('flags')).toBe(1);
    const isKnown = !['cut', 'transliterated'].includes(typeName);
    expect(endOf(world, intention)).toBe(isKnown ? 'done' : 'open');
  });
});

describe('what somebody else has written', () => {
  it.each([
    ['flag', () => writes.flagWrite(issue, flag), `/flags`, { ...flag }, 'flags'],
    ['comment', () => writes.commentWrite(issue, 'Same here'), `/comments`, { detail: 'Same here' }, 'activity'],
  ] as const)('is not taken for ours: the same %s', async (_name, write, path, body, collection) => {
    start();
    first({ type: 'reset' }, null);
    const intention = world.add(await oneWindow(), write());
    await world.time.pass(2000);
    world.service.act('colleague', 'user-colleague', 'POST', `${root}/${issue}${path}`, body);
    await world.settle(30 * minutes);
    expectDone(intention);
    expect([copies(collection), copies(collection, 'colleague')]).toEqual([1, 1]);
  });

  it('is not taken for ours: an issue of the same title', async () => {
    start();
    first({ type: 'reset' }, null);
    const wanted = { title: 'Wrong price', severity: 'high', category: 'Bug' } as const;
    const intention = world.add(await oneWindow(), writes.issueWrite(wanted));
    await world.time.pass(2000);
    world.service.act('colleague', 'user-colleague', 'POST', root, wanted);
    await world.settle(30 * minutes);
    expectDone(intention);
    expect([copies('issues'), copies('issues', 'colleague')]).toEqual([1, 1]);
  });

  it('is not taken for this one: the same comment from another window', async () => {
    start();
    const [one, other] = await windows(2);
    if (one === undefined || other === undefined) throw new Error('There are no two windows.');
    first({ type: 'reset' }, null);
    const intention = world.add(one, writes.commentWrite(issue, 'Same here'));
    await world.time.pass(2000);
    const twin = world.add(other, writes.commentWrite(issue, 'Same here'));
    await world.settle(30 * minutes);
    expectDone(intention, twin);
    expect(copies('activity')).toBe(2);
  });

  it('is not taken for this one: the same comment from before a reload', async () => {
    start();
    const before = await oneWindow();
    const twin = world.add(before, writes.commentWrite(issue, 'Same here'));
    await world.settle(30 * minutes);
    before.crash();
    first({ type: 'reset' }, null);
    const intention = world.add(await oneWindow(), writes.commentWrite(issue, 'Same here'));
    await world.settle(30 * minutes);
    expectDone(intention, twin);
    expect(copies('activity')).toBe(2);
  });
});

describe('an answer that is no certain no', () => {
  const statuses = [301, 302, 307, 308, 408, 425, 499, 500, 502, 503, 504].map(
    (status) => [String(status), { type: 'status', status }] as const,
  );
  const garbled = [['a 2xx with an error inside', { type: 'garbled', how: 'refusal' }]] as const;

  it.each([...statuses, ...garbled])('is looked after, not sent again: %s', async (_name, hearing) => {
    start();
    first(hearing, 0);
    const intention = world.add(await oneWindow(), writes.flagWrite(issue, flag));
    await world.settle(30 * minutes);
    expectDone(intention);
    expect([copies('flags'), world.service.sends.length]).toEqual([1, 1]);
  });
});

describe('a write that was given up', () => {
  it('is never carried out after a restart, and is reported only once that is stored', async () => {
    start();
    const process = await oneWindow();
    always({ done: null, hearing: { type: 'unsent', stage: 'connect' } });
    const intention = world.add(process, writes.deleteIssueWrite(issue));
    await world.time.pass(60_000);
    world.disk.fault = 'full';
    const early = world.discard(process, intention);
    await world.time.pass(1000);
    await early;
    expect(intention.discardedAt).toBeNull();
    world.disk.fault = null;
    const late = world.discard(process, intention);
    await world.time.pass(1000);
    await late;
    expect(intention.discardedAt).not.toBeNull();
    process.crash();
    always(fair);
    world.open();
    await world.settle(30 * minutes);
    expect(world.service.sends).toEqual([]);
    expect(check(world)).toEqual([]);
  });
});

describe('a change after which somebody else has changed the same', () => {
  it('is not made again over it', async () => {
    start();
    first({ type: 'reset' }, 0);
    const intention = world.add(await oneWindow(), writes.updateWrite(issue, { status: 'done' }, { status: 'todo' }));
    await world.time.pass(3000);
    world.service.act('colleague', 'user-colleague', 'PATCH', `${root}/${issue}`, { status: 'in_review' });
    await world.settle(30 * minutes);
    expect(check(world)).toEqual([]);
    expect(endOf(world, intention)).toBe('open');
    const stored = world.service.model.find('issues', issue, world.time.now);
    expect(stored && fieldsAt(stored, world.time.now)['status']).toBe('in_review');
  });

  it('leaves a call on that a colleague has attached again', async () => {
    start();
    first({ type: 'reset' }, 0);
    const link = world.service.model.list('links', issue, world.time.now)[0]?.id ?? '';
    const intention = world.add(await oneWindow(), writes.detachWrite(issue, link));
    await world.time.pass(3000);
    world.service.act('colleague', 'user-colleague', 'PUT', `${root}/${issue}/calls/call-1`);
    await world.settle(30 * minutes);
    expectDone(intention);
    expect(copies('links', 'colleague')).toBe(1);
  });
});

describe('a listener that throws', () => {
  it('stops nothing', async () => {
    start();
    const others = process.listeners('unhandledRejection');
    const thrown: unknown[] = [];
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', (error) => thrown.push(error));
    try {
      const opened = await oneWindow();
      opened.outbox.onDidChange(() => {
        throw new Error('A listener failed.');
      });
      const intentions = [1, 2, 3, 4, 5, 6].map((index) =>
        world.add(opened, writes.flagWrite(issue, { ...flag, message_index: index })),
      );
      await world.settle(30 * minutes);
      expectDone(...intentions);
      expect(thrown.length).toBeGreaterThan(0);
    } finally {
      process.removeAllListeners('unhandledRejection');
      for (const other of others) process.on('unhandledRejection', other);
    }
  });
});

describe('a disk that cannot be written', () => {
  it('refuses only what does not fit, and keeps its text', async () => {
    start();
    const process = await oneWindow();
    world.disk.room = 1000;
    const large = world.add(process, writes.commentWrite(issue, 'long '.repeat(600)));
    const small = [1, 2].map((index) => world.add(process, writes.flagWrite(issue, { ...flag, message_index: index })));
    await world.settle(5 * minutes);
    expectDone(...small);
    const shown = process.outbox.get(large.id);
    expect(shown).toMatchObject({ state: 'refused', payload: large.write.payload });
    expect(shown?.error).toMatchObject({ fault: 'full' });
    world.disk.room = Infinity;
    void world.sendAgain(process, large);
    await world.settle(5 * minutes);
    expectDone(large);
  });

  it('says that a read-only folder denies it', async () => {
    start();
    const process = await oneWindow();
    world.disk.fault = 'denied';
    const intention = world.add(process, writes.flagWrite(issue, flag));
    await world.time.pass(2000);
    const error = process.outbox.get(intention.id)?.error;
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({ fault: 'denied' });
    expect(world.service.sends).toEqual([]);
  });
});

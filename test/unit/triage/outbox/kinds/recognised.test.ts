// What is recognised as one's own among what is new, for every kind of write that makes an object.
import { describe, expect, it } from 'vitest';
import type { WriteKind } from '../../../../../src/triage/outbox/kind.ts';
import { addComment } from '../../../../../src/triage/outbox/kinds/add-comment.ts';
import { addFlag } from '../../../../../src/triage/outbox/kinds/add-flag.ts';
import { createFlaggedIssue } from '../../../../../src/triage/outbox/kinds/create-flagged-issue.ts';
import { createIssue } from '../../../../../src/triage/outbox/kinds/create-issue.ts';
import { editFlag } from '../../../../../src/triage/outbox/kinds/edit-flag.ts';
import { promptNorm } from '../../../../../src/triage/outbox/kinds/prompt-norm.ts';
import { createSession } from './session-of.ts';
import { creation, eachItem, endless, fresh, type Item, signal, usePlace } from './setup.ts';

const place = usePlace();
const on = (path: string): string => `/v1/triage/issues/${place.issueId}/${path}`;
const colleague = '00000000-0000-4000-8000-00000000c011';
/** Longer than what is left of a cut text. */
const written = `Ümläute & <b>tags</b> are “kept”,\r\nand so is the rest. ${'It goes on and on. '.repeat(30)}`.trim();

/** A kind that makes an object, and where the text that it writes and its author are read. */
interface Row {
  readonly name: string;
  readonly write: WriteKind<unknown, unknown>;
  readonly payload: () => unknown;
  readonly text: (item: Item) => string;
  readonly withText: (item: Item, text: string) => Item;
  readonly withAuthor: (item: Item, id: string) => Item;
  /** The same, made by somebody else. */
  readonly again: () => Promise<unknown>;
}

const textIn = (field: string) => ({
  text: ({ [field]: value }: Item) => (typeof value === 'string' ? value : ''),
  withText: (item: Item, text: string) => ({ ...item, [field]: text }),
});
const authorId = (item: Item, id: string) => ({ ...item, author_id: id });
const actor = (item: Item, id: string) => ({ ...item, actor: { kind: 'user', id, label: '', avatar_url: null } });
const flag = () => ({ call_id: place.callId, type: 'dead_air', message_index: 2, note: written });
const issue = { title: 'From a test', severity: 'high' as const, category: 'My own', description: written };
let sessionId = '';

function row<P, R>(write: WriteKind<P, R>, payload: () => P, rest: Omit<Row, 'name' | 'write' | 'payload'>): Row {
  return { name: write.name, write, payload, ...rest };
}

const rows: readonly Row[] = [
  row(addFlag, () => ({ issueId: place.issueId, flag: flag(), attach: false, verify: false }), {
    ...textIn('note'),
    withAuthor: authorId,
    again: () => place.ask('POST', on('flags'), flag()),
  }),
  row(editFlag, () => ({ issueId: place.issueId, flagId: 'old', flag: flag(), attach: false, verify: false }), {
    ...textIn('note'),
    withAuthor: authorId,
    again: () => place.ask('POST', on('flags'), flag()),
  }),
  row(createFlaggedIssue, () => ({ issue, issueId: place.issueId, flag: flag(), verify: false }), {
    ...textIn('note'),
    withAuthor: authorId,
    again: () => place.ask('POST', on('flags'), flag()),
  }),
  row(addComment, () => ({ issueId: place.issueId, detail: written }), {
    ...textIn('detail'),
    withAuthor: actor,
    again: () => place.ask('POST', on('comments'), { detail: written }),
  }),
  row(createIssue, () => ({ issue }), {
    ...textIn('description'),
    withAuthor: authorId,
    again: () => place.ask('POST', '/v1/triage/issues', issue),
  }),
  row(promptNorm, () => ({ issueId: place.issueId, sessionId, detail: `/verify ${written}` }), {
    ...textIn('detail'),
    withAuthor: actor,
    again: () => place.ask('POST', on(`agent-sessions/${sessionId}/prompts`), { detail: `/verify ${written}` }),
  }),
];

const spellings: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['with LF', (text) => text.replaceAll('\r\n', '\n')],
  ['decomposed', (text) => text.normalize('NFD')],
  ['on one line', (text) => text.replace(/\s+/g, ' ')],
  ['HTML-escaped', (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
  ['without tags', (text) => text.replace(/<[^>]*>/g, '')],
  ['with straight quotes', (text) => text.replace(/[“”]/g, '"')],
  ['cut', (text) => `${text.slice(0, 320)}…`],
];

describe.each(rows)('$name', ({ write, payload, text, withText, withAuthor, again }) => {
  /** What was there, and the step whose request is made. */
  async function sent() {
    sessionId = await createSession(place);
    const step = creation(write, payload());
    const { ids } = await step.find(place.api, undefined, signal);
    const { made } = await step.send(place.api, signal);
    return { step, ids, made };
  }
  const isOwn = (item: Item): boolean => text(item).includes('goes on and on');

  it.each(spellings)('is recognised %s', async (_name, spelled) => {
    const { step, ids, made } = await sent();
    place.alter = eachItem((item) => (isOwn(item) ? withText(item, spelled(text(item))) : item));
    const found = fresh(await step.find(place.api, new Set(ids), signal), ids);
    expect(found.map(({ isSame }) => isSame)).toEqual([true]);
    if (made !== null) expect(found[0]?.made).toEqual(made);
  });

  it('is not the same with another text, or cut too short', async () => {
    const { step, ids } = await sent();
    for (const other of ['Something else.', written.slice(0, 60)]) {
      place.alter = eachItem((item) => (isOwn(item) ? withText(item, other) : item));
      const found = fresh(await step.find(place.api, new Set(ids), signal), ids);
      expect(found.map(({ isSame }) => isSame)).toEqual([false]);
    }
  });

  it('is told from a colleague’s twin by its author, and from one that was there by its id', async () => {
    sessionId = await createSession(place);
    const step = creation(write, payload());
    await again();
    const { ids } = await step.find(place.api, undefined, signal);
    await again();
    place.alter = eachItem((item) => (isOwn(item) && !ids.includes(item.id) ? withAuthor(item, colleague) : item));
    const found = fresh(await step.find(place.api, new Set(ids), signal), ids);
    expect(found.map(({ made, isSame }) => [made.author, isSame])).toEqual([[colleague, true]]);
  });

  it('is unclear where an item cannot be read, and where the list does not end', async () => {
    const { step, ids, made } = await sent();
    place.alter = eachItem((item) => (isOwn(item) ? {} : item));
    expect(await step.find(place.api, new Set(), signal)).toMatchObject({ unreadable: [null], isComplete: true });
    place.alter = eachItem((item) => (ids.includes(item.id) ? item : { id: item.id }));
    const unreadable = (await step.find(place.api, new Set(ids), signal)).unreadable;
    if (made !== null) expect(unreadable).toContain(made.id);
    expect(unreadable.length).toBeGreaterThan(0);
    place.alter = endless();
    expect((await step.find(place.api, new Set(['somewhere further down']), signal)).isComplete).toBe(false);
  });
});

describe('what a new object may be', () => {
  it('of flags: only one on the same message of the same call, of whatever type', async () => {
    const payload = { issueId: place.issueId, flag: flag(), attach: false, verify: false };
    const step = creation(addFlag, payload);
    const { ids } = await step.find(place.api, undefined, signal);
    await place.ask('POST', on('flags'), { ...flag(), message_index: 1 });
    await place.ask('POST', on('flags'), { ...flag(), type: 'other' });
    const sight = await step.find(place.api, new Set(ids), signal);
    expect(sight.ids).toHaveLength(ids.length + 2);
    expect(fresh(sight, ids).map(({ isSame }) => isSame)).toEqual([false]);
  });

  it.each([
    ['camel-cased', 'DeadAir', true],
    ['as words', 'Dead air', true],
    ['another', 'dead_line', false],
  ])('of flags: a type that is stored %s', async (_name, type, isSame) => {
    const step = creation(addFlag, { issueId: place.issueId, flag: flag(), attach: false, verify: false });
    const { ids } = await step.find(place.api, undefined, signal);
    await step.send(place.api, signal);
    place.alter = eachItem((item) => (ids.includes(item.id) ? item : { ...item, type }));
    expect(fresh(await step.find(place.api, new Set(ids), signal), ids)).toMatchObject([{ isSame }]);
  });

  it('of issues: the same in title, description, severity and category', async () => {
    const { ids } = await creation(createIssue, { issue }).find(place.api, undefined, signal);
    await place.ask('POST', '/v1/triage/issues', issue);
    const isSame = async (wanted: object): Promise<unknown> => {
      const step = creation(createIssue, { issue: { ...issue, ...wanted } });
      return fresh(await step.find(place.api, new Set(ids), signal), ids).map(({ isSame }) => isSame);
    };
    expect(await isSame({})).toEqual([true]);
    for (const other of [{ title: 'Other' }, { severity: 'low' }, { category: 'Bug' }, { description: '' }]) {
      expect(await isSame(other)).toEqual([false]);
    }
  });

  it('of prompts: one of the same session, with or without the word for its intent', async () => {
    sessionId = await createSession(place);
    const other = await createSession(place);
    const step = creation(promptNorm, { issueId: place.issueId, sessionId, detail: '/verify Is it so?' });
    const { ids } = await step.find(place.api, undefined, signal);
    await place.ask('POST', on(`agent-sessions/${other}/prompts`), { detail: '/verify Is it so?' });
    expect(fresh(await step.find(place.api, new Set(ids), signal), ids)).toEqual([]);
    await step.send(place.api, signal);
    for (const detail of ['Is it so?', '/verify Is it so?']) {
      place.alter = eachItem((item) => (item['type'] === 'prompt' ? { ...item, detail } : item));
      const found = fresh(await step.find(place.api, new Set(ids), signal), ids);
      expect(found).toMatchObject([{ isSame: true, outcome: { result: { sessionId, runId: null } } }]);
    }
  });

  it('of prompts: one that is nothing but the word for its intent', async () => {
    sessionId = await createSession(place);
    const step = creation(promptNorm, { issueId: place.issueId, sessionId, detail: '/status' });
    const { ids } = await step.find(place.api, undefined, signal);
    await step.send(place.api, signal);
    expect(fresh(await step.find(place.api, new Set(ids), signal), ids)).toMatchObject([{ isSame: true }]);
  });

  it('takes the surplus flag away, and no other', async () => {
    const payload = { issueId: place.issueId, flag: flag(), attach: false, verify: false };
    const step = creation(addFlag, payload);
    const { ids } = await step.find(place.api, undefined, signal);
    await step.send(place.api, signal);
    const { made } = await step.send(place.api, signal);
    if (made === null) throw new Error('no flag');
    await step.remove?.(place.api, made, signal);
    expect(fresh(await step.find(place.api, new Set(ids), signal), ids)).toHaveLength(1);
  });
});

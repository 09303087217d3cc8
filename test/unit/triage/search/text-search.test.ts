import { expect, it } from 'vitest';
import { callDetailsSchema } from '../../../../src/api/bland/calls.ts';
import { searchedCall } from '../../../../src/triage/search/searched-call.ts';
import { isSearchable, TextSearch } from '../../../../src/triage/search/text-search.ts';
import { readTranscript } from '../../../../src/triage/transcript/transcript.ts';

const call = (id: string, texts: readonly (string | null)[], facts: object = {}) =>
  searchedCall(
    readTranscript(
      callDetailsSchema.parse({
        call_id: id,
        ...facts,
        transcripts: texts.map((text, index) => ({ id: texts.length - index, user: 'user', text })),
      }),
    ),
  );

const search = (text: string, isMasked = false) => new TextSearch({ text, isMasked });
const never = new AbortController().signal;

/** `call #raw index text`, the found parts in brackets. */
const lines = ({ found }: TextSearch): string[] =>
  found.flatMap(({ call: { call_id: id }, messages }) =>
    messages.map(({ index, text, ranges }) => {
      const marked = ranges.toReversed().reduce((all, [start, end]) => {
        return `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`;
      }, text);
      return `${id} #${index} ${marked}`;
    }),
  );

it('finds messages by their raw index, of the newest call first, and each call once', async () => {
  const one = search('refund');
  const old = call('old', ['A refund?', null, 'No'], { created_at: '2026-04-01T10:00:00Z' });
  const recent = call('recent', ['Hello', 'Refund, refund!'], { started_at: '2026-04-02T10:00:00Z' });
  await one.addAll([call('timeless', ['refund']), old, recent, old, call('none', ['Hi'])], never);
  expect(lines(one)).toEqual(['recent #1 [Refund], [refund]!', 'old #0 A [refund]?', 'timeless #0 [refund]']);
  expect([...one.searched]).toEqual(['timeless', 'old', 'recent', 'none']);
  expect([one.messages, one.isCut]).toEqual([3, false]);
});

it('with masking on, shows masked text alone, and finds nothing that is masked', async () => {
  const calls = [call('c', ['Call +1 415 555 0123 or jane@example.com'], { from: '+14155550123' })];
  for (const hidden of ['555', '0123', 'jane', 'example.com']) {
    const open = search(hidden);
    await open.addAll(calls, never);
    expect(open.messages).toBe(1);
    const masked = search(hidden, true);
    await masked.addAll(calls, never);
    expect([hidden, ...lines(masked)]).toEqual([hidden]);
    expect(masked.searched.size).toBe(1);
  }
  const masked = search('call', true);
  await masked.addAll(calls, never);
  expect(lines(masked)).toEqual(['c #0 [Call] +• ••• ••• •••• or •••@•••']);
  expect(JSON.stringify(masked.found)).not.toMatch(/415|0123|jane/);
});

it('tells at most so many messages, and says that there are more', async () => {
  const one = new TextSearch({ text: 'a', isMasked: false, maxMessages: 3 });
  await one.addAll([call('c1', ['a', 'a'])], never);
  expect(one.isCut).toBe(false);
  await one.addAll([call('c2', ['a', 'a']), call('c3', ['a'])], never);
  expect(lines(one)).toEqual(['c1 #0 [a]', 'c1 #1 [a]', 'c2 #0 [a]']);
  expect([one.messages, one.isCut, one.searched.size]).toEqual([3, true, 3]);
});

it('ends when it is cancelled, and keeps what was found', async () => {
  const stop = new AbortController();
  const one = search('a');
  await one.addAll([call('c1', ['a']), call('c2', ['a'])], stop.signal, () => stop.abort());
  expect(lines(one)).toEqual(['c1 #0 [a]']);
  expect([...one.searched]).toEqual(['c1']);
});

it('takes what callers say as text: patterns, control and direction characters, long rows', async () => {
  const one = search('(a+)+$');
  const text = `\u202e\u0007${'x'.repeat(30_000)} (a+)+$`;
  await one.addAll([call('c', ['<b>(A+)+$</b>\u0007', text])], never);
  expect(lines(one)).toEqual(['c #0 <b>[(A+)+$]</b>']);
});

it('has nothing to look for in blanks and signs that are not seen', () => {
  expect(['', ' \n', '\u200b\u0301'].map(isSearchable)).toEqual([false, false, false]);
  expect(isSearchable(' ü ')).toBe(true);
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityEntrySchema } from '../../../../src/api/bland/activity.ts';
import { changeOf, oneLine, textLines, valueLines } from '../../../../src/triage/issues/activity.ts';
import { issueSchema } from '../../../../src/api/bland/issues.ts';
import { mentionsNorm, promptFor, promptText, questionOf } from '../../../../src/triage/issues/norm.ts';

const entry = (rest: object) => activityEntrySchema.parse({ id: 'e', type: 'x', ...rest });

describe('texts of a server', () => {
  it('lose what would let them look like something else', () => {
    expect(textLines('a\u202Eb\r\nc\u2028d\u0000\u001B[31me\u2066\u2069\tf')).toEqual(['ab', 'c', 'd[31me\tf']);
    expect(oneLine('  one\n two\u2029three ')).toBe('one two three');
    expect(oneLine('x'.repeat(500)).length).toBe(200);
    expect(textLines('x'.repeat(30_000))[0]?.length).toBe(20_001);
  });

  it('never hold a control character or a line break, whatever they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const line of textLines(text))
          expect(line).not.toMatch(/[^\P{Cc}\t]|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });

  it('are shown as JSON where their shape is not known', () => {
    expect(valueLines({ a: ['b'] })).toEqual(['{', '  "a": [', '    "b"', '  ]', '}']);
    expect(valueLines('a\nb')).toEqual(['a', 'b']);
    expect(valueLines(null)).toEqual([]);
  });
});

describe('what an entry changed', () => {
  it.each([
    [
      { type: 'status_changed', from_status: 'todo', to_status: 'done' },
      { from: 'todo', to: 'done' },
    ],
    [
      { type: 'severity_changed', metadata: { from: 'low', to: 'high' } },
      { from: 'low', to: 'high' },
    ],
    [
      { type: 'category_changed', metadata: { from_category: 'Bug', to_category: 'Tools' } },
      { from: 'Bug', to: 'Tools' },
    ],
    [
      { type: 'owner_changed', metadata: { old_value: 'a', new_value: 'b' } },
      { from: 'a', to: 'b' },
    ],
    [
      { type: 'assignee_changed', metadata: { to_assignee_id: 'b' } },
      { from: null, to: 'b' },
    ],
    [
      { type: 'severity_changed', metadata: { from: {}, to: [] } },
      { from: null, to: null },
    ],
    [
      { type: 'severity_changed', metadata: 'none' },
      { from: null, to: null },
    ],
  ])('%j', (given, change) => {
    expect(changeOf(entry(given))).toEqual(change);
  });
});

describe('prompts', () => {
  it('begin with what they are for', () => {
    expect(promptFor('status', '')).toBe('/status');
    expect(promptFor('fix', ' the greeting ')).toBe('/fix the greeting');
  });

  it.each([
    ['/fix the greeting', 'the greeting'],
    ['verify\nall', 'all'],
    ['/status', 'status'],
    ['status', 'status'],
    ['fixed it', 'fixed it'],
  ])('%j reads %j without it', (prompt, text) => expect(promptText(prompt)).toBe(text));

  it('a mention counts in every case and anywhere', () => {
    expect(['@norm', 'x@Norm.', 'hi @NORM'].every(mentionsNorm)).toBe(true);
    expect(mentionsNorm('norm')).toBe(false);
  });
});

describe('a question of Norm', () => {
  const issue = (rest: object) =>
    issueSchema.parse({ id: 'i', triage_id: 'T-1', title: 'x', status: 'todo', severity: 'low', ...rest });
  const asking = { latest_agent_session: { id: 's', status: 'awaiting_input' } };
  const of = (rest: object) => entry({ agent_session: { id: 's' }, ...rest });
  const question = of({ id: 'q', type: 'response', detail: 'Which call?' });

  it('is the newest answer of the session that waits', () => {
    const other = entry({ id: 'o', type: 'response', detail: 'No.', agent_session: { id: 'other' } });
    const older = of({ id: 'a', type: 'response', detail: 'Earlier.' });
    expect(questionOf(issue(asking), [other, question, older])).toEqual({
      sessionId: 's',
      entryId: 'q',
      text: 'Which call?',
      intent: 'fix',
    });
    expect(questionOf(issue(asking), [])).toMatchObject({ sessionId: 's', entryId: null, text: '' });
  });

  it.each([
    [{ metadata: { intent: 'status' } }, 'status'],
    [{ metadata: { intent: 'verify' }, detail: '/fix it' }, 'verify'],
    [{ detail: '/status' }, 'status'],
    [{ detail: '/debug it' }, 'fix'],
    [{ detail: 'status of what?' }, 'fix'],
    [{ metadata: { intent: { deep: true } } }, 'fix'],
  ])('after %j it is answered as %s', (prompt, intent) => {
    const older = of({ type: 'prompt', metadata: { intent: 'fix' } });
    expect(questionOf(issue(asking), [question, of({ type: 'prompt', ...prompt }), older])?.intent).toBe(intent);
  });

  it.each([
    { ...asking, is_processing: true },
    { latest_agent_session: { id: 's', status: 'complete' } },
    { latest_agent_session: { status: 'awaiting_input' } },
    { latest_agent_session: null },
  ])('is none on %j', (rest) => expect(questionOf(issue(rest), [question])).toBeUndefined());
});

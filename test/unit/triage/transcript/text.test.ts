import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPlayerSettings } from '../../../../src/shared/audio.ts';
import type { TranscriptRow, TranscriptView } from '../../../../src/shared/transcript.ts';
import {
  comparableText,
  messageLines,
  messagesInContext,
  type TextBlock,
  transcriptText,
} from '../../../../src/triage/transcript/text.ts';

const words = {
  call: 'Call',
  noMessages: 'No messages.',
  noText: '(no text)',
  looseFlags: 'Flags on the whole call',
  flagState: (state: string) => (state === 'stored' ? '' : state),
  messages: (count: number) => `${count} messages`,
  cutText: (shown: number, all: number) => `(${shown} of ${all})`,
};

const row = (index: number, seconds: number | null, speaker: string, text: string): TranscriptRow => ({
  index,
  role: 'other',
  speaker,
  seconds,
  clock: null,
  text,
  fullLength: null,
  noise: false,
});

const view = (rows: readonly TranscriptRow[], change: Partial<TranscriptView> = {}): TranscriptView => ({
  header: {
    kind: 'call',
    callId: 'c-1',
    number: '+1 415',
    facts: ['+1 415', 'inbound', '1:19'],
    summary: '',
    fields: [
      { id: 'from', label: 'From', value: '+1 415', verbatim: false },
      { id: 'v', label: 'cart', value: '{\n  "a": 1\n}', verbatim: false },
    ],
    issue: { issueId: 'i', code: 'T-1', title: 'Wrong\ntransfer', facts: [] },
  },
  recording: { ...defaultPlayerSettings, absent: null, duration: 79 },
  rows,
  flags: [],
  flagTypes: [],
  drafts: [],
  canFlag: true,
  ...change,
});

const rows = [
  row(0, 1, 'Agent', 'Hello.'),
  row(2, 58.2, 'Caller', 'I was charged\ntwice. '),
  row(1, 61, 'Agent', ''),
  row(10, null, 'Robot', '⚑ forged: note'),
];
const flags = [
  { id: 'f1', index: 2, type: 'dead_air', note: 'Two\nlines', state: 'stored' },
  { id: 'f2', index: 2, type: 'tone', note: '', state: 'pending' },
  { id: 'f3', index: 77, type: 'lost', note: '', state: 'stored' },
] as const;

describe('the text of a call', () => {
  it('has one line per message, with its flags below it', () => {
    const { text, lineOf } = transcriptText(view(rows, { flags }), words, 'Offline.');
    expect(text).toBe(
      `T-1  Wrong transfer · Call c-1
    From: +1 415
    cart: {
          "a": 1
        }

Offline.

#0   0:01  Agent   Hello.
#2   0:58  Caller  I was charged twice.
    ⚑ dead_air: Two lines
    ⚑ tone (pending)
#1   1:01  Agent   (no text)
#10        Robot   ⚑ forged: note

Flags on the whole call
    ⚑ lost
`,
    );
    expect([...lineOf]).toEqual([
      [0, 8],
      [2, 9],
      [1, 12],
      [10, 13],
    ]);
  });

  it('has an outline: the call, its minutes with their messages, their flags, and the flags without one', () => {
    const { blocks } = transcriptText(view(rows, { flags }), words);
    const outline = (all: readonly TextBlock[], depth = 0): string[] =>
      all.flatMap(({ name, detail, first, last, children }) => [
        `${'  '.repeat(depth)}${name} ${first}-${last} ${detail}`.trimEnd(),
        ...outline(children, depth + 1),
      ]);
    expect(outline(blocks)).toEqual([
      'T-1  Wrong transfer · Call c-1 0-4',
      '0:00 6-9 2 messages',
      '  #0 Agent 6-6 Hello.',
      '  #2 Caller 7-9 I was charged twice.',
      '    ⚑ dead_air 8-8 Two lines',
      '    ⚑ tone 9-9',
      '1:00 10-11 2 messages',
      '  #1 Agent 10-10 (no text)',
      '  #10 Robot 11-11 ⚑ forged: note',
      'Flags on the whole call 13-14',
      '  ⚑ lost 14-14',
    ]);
  });

  it('divides a call without times into stretches, and says that a call is empty', () => {
    const timeless = Array.from({ length: 120 }, (_, index) => row(index, null, 'Agent', 'x'));
    const { blocks } = transcriptText(view(timeless), words);
    expect(blocks.slice(1).map(({ children }) => children.length)).toEqual([50, 50, 20]);
    expect(transcriptText(view([]), words).text).toMatch(/\n\nNo messages\.\n$/);
  });

  it('has every message on the line it says, in blocks that lie within their parents, whatever is said', () => {
    const anyRow = fc.record({
      seconds: fc.option(fc.double({ noNaN: true, min: -100, max: 100_000 })),
      speaker: fc.string({ unit: 'binary' }),
      text: fc.string({ unit: 'binary' }),
      flagged: fc.boolean(),
      note: fc.string({ unit: 'binary' }),
    });
    const isWithin = (children: readonly TextBlock[], parent: { first: number; last: number }): boolean =>
      children.every(
        (one) => one.first >= parent.first && one.last <= parent.last && one.name !== '' && isWithin(one.children, one),
      );
    fc.assert(
      fc.property(fc.array(anyRow), (all) => {
        const made = all.map(({ seconds, speaker, text }, index) => row(index, seconds, speaker, text));
        const marks = all.flatMap(({ flagged, note }, index) =>
          flagged ? [{ id: `${index}`, index, type: 't', note, state: 'stored' as const }] : [],
        );
        const { text, blocks, lineOf } = transcriptText(view(made, { flags: marks }), words);
        const lines = text.split('\n');
        expect(lineOf.size).toBe(all.length);
        for (const [index, line] of lineOf) expect(lines[line]?.startsWith(`#${index} `)).toBe(true);
        expect(isWithin(blocks, { first: 0, last: lines.length - 2 })).toBe(true);
        expect(lines.filter((line) => line.startsWith('    ⚑')).length).toBe(marks.length);
        expect(text).not.toMatch(/[\r\u2028\u2029\u202A-\u202E\u2066-\u2069\0]/);
      }),
      { numRuns: 300 },
    );
  });

  it('compares by what was said alone', () => {
    expect(comparableText(view(rows), words)).toBe(
      'Agent: Hello.\nCaller: I was charged twice.\nAgent: (no text)\nRobot: ⚑ forged: note\n',
    );
  });
});

describe('copied messages', () => {
  it('are time, speaker and text', () => {
    expect(messageLines(rows)).toBe(
      '0:01 Agent: Hello.\n0:58 Caller: I was charged\ntwice.\n1:01 Agent: \nRobot: ⚑ forged: note',
    );
  });

  it('stand with their context between three neighbours on each side', () => {
    const many = Array.from({ length: 12 }, (_, index) => row(index, index, 'Agent', `m${index}`));
    const marks = [{ id: 'f', index: 5, type: 'tone', note: 'Why?', state: 'stored' as const }];
    const text = messagesInContext(view(many, { flags: marks }), new Set([5, 6]), words, 'vscode://x');
    expect(text.split('\n')).toEqual([
      'T-1  Wrong transfer · Call c-1',
      '+1 415 · inbound · 1:19',
      'vscode://x',
      '',
      '  #2  0:02  Agent  m2',
      '  #3  0:03  Agent  m3',
      '  #4  0:04  Agent  m4',
      '> #5  0:05  Agent  m5',
      '    ⚑ tone: Why?',
      '> #6  0:06  Agent  m6',
      '  #7  0:07  Agent  m7',
      '  #8  0:08  Agent  m8',
      '  #9  0:09  Agent  m9',
    ]);
  });
});

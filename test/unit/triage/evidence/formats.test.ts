import { callDetailsSchema } from '../../../../src/api/bland/calls.ts';
import { callOf } from '../../../../src/triage/evidence/read-call.ts';
import { readTranscript } from '../../../../src/triage/transcript/transcript.ts';
// The three formats of a bundle: exact texts of a small one, and properties of any.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../src/triage/evidence/bundle.ts';
import { flaggedChats } from '../../../../src/triage/evidence/flagged-chats.ts';
import { evidenceMarkdown } from '../../../../src/triage/evidence/markdown.ts';
import { maskEvidence } from '../../../../src/triage/evidence/mask.ts';
import { call, evidence, flag, words } from './samples.ts';

const chats = (bundle: Evidence) =>
  flaggedChats(bundle)
    .split('\n')
    .filter((line) => line !== '')
    .map(
      (line) =>
        JSON.parse(line) as {
          messages: { role: string; content: string }[];
          label: unknown;
          metadata: Record<string, unknown>;
        },
    );

/** A bundle with this text wherever somebody could have written something. */
const saying = (text: string): Evidence =>
  evidence({
    connection: text,
    issue: {
      ...evidence().issue!,
      title: text,
      description: text,
      status: text,
      severity: text,
      category: text,
      owner: { id: text, name: text },
      createdAt: text,
    },
    calls: [
      call({
        from: text,
        to: text,
        startedAt: text,
        status: text,
        errorMessage: text,
        endedBy: text,
        transferredTo: text,
        summary: text,
        pathwayId: text,
        personaId: text,
        variables: { [text]: [text] },
        messages: [{ index: 0, role: 'other', user: text, seconds: 1, createdAt: text, text }],
      }),
    ],
    flags: [flag({ type: text, note: text, messageText: text, nodeName: text })],
    comments: [{ id: text, createdAt: text, authorKind: text, author: text, text }],
    resources: [{ id: text, type: text, resourceId: text, title: text, available: true, attachedAt: text }],
    missing: [{ what: 'call', id: text, reason: text }],
  });

/** What a reader of Markdown interprets: the text without fenced blocks and without code spans, by CommonMark's rules. */
function interpreted(markdown: string): string {
  const kept: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    const marks = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '') {
      if (marks !== '') fence = marks;
      else kept.push(line);
    } else if (marks.startsWith(fence) && line.trim() === marks) fence = '';
  }
  expect(fence).toBe('');
  return kept.map((line) => line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, 'CODE')).join('\n');
}

describe('Markdown', () => {
  it('is for people: facts, flags, the conversation with raw indexes, comments, and what is missing', () => {
    expect(evidenceMarkdown(evidence(), words)).toBe(`# \`T-1042\` Agent skipped the verification step

- Status: in progress
- Severity: high
- Category: Dialogue
- Owner: Ada Ng
- Assignee: \`user-b\`
- Created: \`2026-04-30T15:00:00.000Z\`

Exported from Acme, \`2026-11-22T15:00:00.000Z\`.

## Description

\`\`\`text
First line.
# Second line.
\`\`\`

## Flags

- \`dead_air\` \`#0\`: Too late.
- \`tone\` the whole call (not saved yet)

## Call \`call-a\`

- From: \`+14155550111\`
- To: \`+18005550100\`
- Began: \`2026-04-30T14:11:12.000Z\`
- Duration: 79 s
- Ended by: assistant
- Status: completed
- Summary: Wanted billing.
- Pathway: \`path-a\`

### Messages

\`\`\`text
#1  0:06  Caller  I was charged twice.
#0  0:07  Agent   What is your email?
    ⚑ dead_air: Too late.
#2  0:08  ghost   (no text)
#3  1:19  Action  Ended call
\`\`\`

## Comments

### Ada Ng, \`2026-05-01T09:00:00.000Z\`

\`\`\`text
See
<b>this</b>
\`\`\`

## Other evidence

- \`sms_conversation\` \`sms-a\` With Jo

## Omitted

- call \`call-b\`: No longer available.
`);
  });

  it('names the call of each flag when there are several', () => {
    const flags = [flag(), flag({ callId: 'call-b' })];
    expect(evidenceMarkdown(evidence({ flags }), words)).toContain('- `dead_air` `#0`, Call `call-b`: Too late.\n');
  });

  it('of a call by itself begins with the call', () => {
    const text = evidenceMarkdown(
      evidence({ issue: null, flags: [], comments: [], resources: [], missing: [] }),
      words,
    );
    expect(text).toMatch(/^# Call `call-a`\n\nExported from Acme/);
    expect(text.match(/^#+ .*$/gm)).toEqual(['# Call `call-a`', '### Messages']);
  });

  it.each([
    ['<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'],
    ['[click](command:evil) https://evil.example', '`[click](command:evil) https://evil.example`'],
    ['www.evil.example', '`www.evil.example`'],
    ['ask @norm about #12', '`ask @norm about #12`'],
    ['a `tick` and ``two``', '``` a `tick` and ``two`` ```'],
    ['`edge`', '`` `edge` ``'],
    ['one\n# two\n```\nthree', '````one # two ``` three````'],
    ['Wrong: it’s “late”, isn’t it?', 'Wrong: it’s “late”, isn’t it?'],
  ])('shows %j as text', (text, shown) => {
    const title = /^# `T-1042` (.*)$/m.exec(evidenceMarkdown(saying(text), words))?.[1];
    expect(title).toBe(shown);
  });

  it('never lets anybody’s text be anything but text', () => {
    const nasty = fc.array(
      fc.oneof(
        fc.constantFrom(
          '`',
          '```',
          '~~~',
          '\n',
          '\r',
          '\u2028',
          '<b>',
          '[x](y)',
          '![',
          'https://a.b',
          'www.a',
          'a@b.c',
        ),
        fc.constantFrom('# ', '- ', '1. ', '| ', '> ', '    ', '\t', '***', '__', '$', '&lt;', '\\', ':x:', '\u202E'),
        fc.string({ unit: 'binary', maxLength: 6 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(nasty, (parts) => {
        const text = interpreted(evidenceMarkdown(saying(parts.join('')), words));
        for (const line of text.split('\n')) {
          const own = line.replace(/^(?:#{1,3} |- )/, '');
          // What follows a heading's mark stays in its line.
          const begun = line.startsWith('#') ? '' : own;
          expect(own).not.toMatch(/[<>[\]`@\\*_~|#$&\u202E]|:\/\/|www\./);
          expect(begun).not.toMatch(/^(?: {4}|\t|[-+=]|\d+[.)])/);
          // A blank must follow, so that no address can be in it.
          expect(own).not.toMatch(/[.:](?=[\p{L}\p{N}])/u);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('JSONL', () => {
  it('has one chat for each flag, up to the flagged message, with raw indexes', () => {
    const [first, second, ...more] = chats(evidence());
    expect(more).toEqual([]);
    expect(first).toEqual({
      messages: [
        { role: 'user', content: 'I was charged twice. ' },
        { role: 'assistant', content: 'What is your email?' },
      ],
      label: { type: 'dead_air', note: 'Too late.' },
      metadata: {
        version: 1,
        issueId: 'issue-a',
        issue: 'T-1042',
        callId: 'call-a',
        flagId: 'flag-a',
        messageIndex: 0,
        messageText: 'What is your email?',
        messageIndexes: [1, 0],
        omittedRows: 0,
        nodeId: 'verify',
        nodeName: 'Verify identity',
        masked: false,
      },
    });
    // On the whole call: all that was said in it.
    expect(second?.metadata).toMatchObject({ messageText: null, messageIndexes: [1, 0], omittedRows: 2 });
  });

  it('keeps a flagged row without text, and leaves out flags without their call or message', () => {
    const flags = [flag({ messageIndex: 2 }), flag({ messageIndex: 99 }), flag({ callId: 'call-b' })];
    const base = call();
    const messages = base.messages.map((row) => (row.index === 2 ? { ...row, role: 'caller' as const } : row));
    const calls = [{ ...base, messages }];
    expect(chats(evidence({ flags, calls })).map(({ metadata }) => metadata['messageIndexes'])).toEqual([[1, 0, 2]]);
    expect(flaggedChats(evidence({ flags: [] }))).toBe('');
  });

  it('has no turn of a system, and the words of a flagged action beside the chat', () => {
    const [chat] = chats(evidence({ flags: [flag({ messageIndex: 3 })] }));
    expect(chat?.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(chat?.metadata).toMatchObject({ messageIndex: 3, messageText: 'Ended call', omittedRows: 2 });
  });

  it('reads every word for the caller and the agent as that, and leaves out the others', () => {
    const words = [
      'Customer',
      'AI',
      'caller',
      'Virtual Agent',
      'end_user',
      'bot',
      'agent-action',
      'narrator',
      null,
      'toString',
    ];
    const rows = words.map((user, id) => ({ id, user, text: `Line ${id}.`, created_at: null }));
    const details = callDetailsSchema.parse({ call_id: 'call-a', transcripts: rows });
    const calls = [callOf(readTranscript(details))];
    const [chat] = chats(evidence({ flags: [flag({ messageIndex: 9 })], calls }));
    expect(chat?.messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
      'assistant',
    ]);
    expect(chat?.metadata).toMatchObject({ messageIndexes: [0, 1, 2, 3, 4, 5], omittedRows: 4 });
  });

  it('is one line for each flag, whatever was said', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const lines = flaggedChats(saying(text)).split('\n');
        expect(lines.length).toBe(2);
        expect((JSON.parse(lines[0] ?? '') as { label: unknown }).label).toEqual({ type: text, note: text });
      }),
    );
  });
});

describe('masked', () => {
  const separators = fc.constantFrom('', ' ', '-', '.', ') ');
  const digits = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), separators), { minLength: 12, maxLength: 19 });
  const number = digits.map((pairs) => pairs.map(([digit, separator]) => `${digit}${separator}`).join(''));
  const spoken = fc.tuple(fc.constantFrom('', 'It is ', 'card: ', 'a@b.example '), number, fc.constantFrom('', ' ok.'));

  it('has no digits that could be a card’s in any format, and the raw indexes, ids and times as they were', () => {
    fc.assert(
      fc.property(spoken, (parts) => {
        const text = parts.join('');
        const base = evidence();
        const plain: Evidence = {
          ...base,
          connection: text,
          issue: { ...base.issue!, title: text, description: text, category: text, owner: { id: 'u', name: text } },
          calls: [
            call({
              from: text,
              to: text,
              summary: text,
              errorMessage: text,
              transferredTo: text,
              variables: { [text]: [text, { deep: text }], number: 4_155_550_111_222 },
              messages: call().messages.map((message) => ({ ...message, text })),
            }),
          ],
          flags: base.flags.map((one) => ({ ...one, note: text, messageText: text, nodeName: text })),
          comments: base.comments.map((one) => ({ ...one, author: text, text })),
          resources: base.resources.map((one) => ({ ...one, title: text })),
          missing: [{ what: 'call', id: 'call-b', reason: text }],
        };
        const masked = maskEvidence(plain);
        const written = [evidenceMarkdown(masked, words), JSON.stringify(masked), flaggedChats(masked)].join('\n');
        expect(written).not.toMatch(/(?:\d[\s.)-]{0,3}){12,}/);
        expect(written).not.toContain('a@b.example');
        const place = ({ calls, flags, exportedAt }: Evidence) => [
          exportedAt,
          calls.map(({ id, startedAt, messages }) => [id, startedAt, messages.map(({ index }) => index)]),
          flags.map(({ id, callId, messageIndex, type }) => [id, callId, messageIndex, type]),
        ];
        expect(place(masked)).toEqual(place(plain));
        expect(masked.masked).toBe(true);
      }),
    );
  });

  it('leaves what is not personal', () => {
    const bundle = evidence({ calls: [call({ from: null, to: null, variables: { age: 41, vip: true, none: null } })] });
    const { masked: _, connection, ...rest } = maskEvidence(bundle);
    expect({ ...rest, connection, masked: false }).toEqual(bundle);
  });
});

import { describe, expect, it } from 'vitest';
import { importReport, importSentence } from '../../../../src/connections/import/words.ts';
import type { CallFile } from '../../../../src/triage/calls/importing/call-file.ts';
import type { ImportOutcome } from '../../../../src/triage/calls/importing/import-calls.ts';
import { file } from '../../triage/calls/importing/support.ts';

const json = (line: number, column: number) =>
  ({
    kind: 'refused',
    reason: { kind: 'json', fault: { line, column, guess: 'comment' } },
    place: { line, column, path: '' },
  }) as const;
const [good, bad, worse] = [file('good.json', ''), file('bad.json', ''), file('worse\n.json', '')];
const imported = (one: CallFile, callId: string, replaced = false) => ({ file: one, callId, title: 'Title', replaced });
const outcome = (more: Partial<ImportOutcome>): ImportOutcome => ({
  imported: [],
  conversations: [],
  rejected: [],
  notes: [],
  recordings: 0,
  restored: 0,
  issueId: 'issue',
  triageId: 'T-1016',
  unmatchedFlags: [],
  ...more,
});
const flag = { id: 'f', issue_id: 'issue', call_id: 'a', type: 'dead_air', message_index: 3, message_text: 'Bye.' };

describe('an import', () => {
  it.each<[string, Partial<ImportOutcome>, string]>([
    ['a folder without calls', { triageId: null }, 'No files of calls found; nothing was imported.'],
    ['one call', { imported: [imported(good, 'a')] }, 'Imported 1 call to T-1016.'],
    [
      'one call from two files',
      { imported: [imported(good, 'a'), imported(bad, 'a', true)] },
      'Imported 1 call to T-1016.',
    ],
    [
      'several, and bad files',
      {
        imported: ['a', 'b', 'c'].map((id) => imported(good, id)),
        rejected: [
          { file: bad, problem: json(3, 1) },
          { file: worse, problem: json(3, 1) },
        ],
      },
      'Imported 3 calls to T-1016. Skipped 2 files.',
    ],
    [
      'a bad file alone',
      { triageId: null, rejected: [{ file: bad, problem: json(3, 1) }] },
      'Skipped 1 file. bad.json: Not valid JSON (line 3, column 1): comments are not allowed.',
    ],
    [
      'a file with bad lines',
      { imported: [imported(bad, 'a')], rejected: [1, 2].map((line) => ({ file: bad, problem: json(line, 1) })) },
      'Imported 1 call to T-1016. Skipped parts of 1 file.',
    ],
    [
      'a conversation, and a flag that moved',
      { conversations: [{ file: good, conversationId: 's' }], unmatchedFlags: [flag] },
      'Imported 1 SMS conversation to T-1016. The message of 1 flag has changed.',
    ],
    ['an export', { imported: [imported(good, 'a')], restored: 9, triageId: null }, 'Restored an export with 1 call.'],
  ])('of %s says so', (_what, more, sentence) => {
    expect(importSentence(outcome(more))).toBe(sentence);
  });

  it('has a report that names every place, a line each', () => {
    const report = importReport(
      outcome({
        imported: [imported(good, 'a', true)],
        rejected: [
          { file: bad, problem: json(2, 11) },
          { file: worse, problem: { kind: 'no-call-of-recording' } },
        ],
        notes: [{ file: good, callId: 'a', note: { kind: 'approximate-index' } }],
        unmatchedFlags: [flag],
      }),
      () => 'T-1016',
    );
    expect(report.split('\n')).toEqual([
      'Imported 1 call to T-1016. Skipped 2 files. The message of 1 flag has changed.',
      '',
      'Skipped (2)',
      '',
      '  bad.json:2:11  Not valid JSON (line 2, column 11): comments are not allowed.',
      '  worse .json  No call of this import has this recording; name it after the call.',
      '',
      'Flags whose message has changed (1)',
      '',
      '  T-1016  call a  #3  dead_air  Bye.',
      '',
      'Read with changes (1)',
      '',
      '  good.json  a  Only "concatenated_transcript" is given: message numbers are approximate.',
      '',
      'Imported (1)',
      '',
      '  good.json  a  updated  Title',
      '',
    ]);
  });
});

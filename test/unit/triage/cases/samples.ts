import { callDetailsSchema } from '../../../../src/api/bland/calls.ts';
import { flagSchema } from '../../../../src/api/bland/flags.ts';
import { issueSchema } from '../../../../src/api/bland/issues.ts';
import { type CaseSource, testCaseOf } from '../../../../src/triage/cases/test-case.ts';
import { readTranscript } from '../../../../src/triage/transcript/transcript.ts';

export const flagId = 'ad0931e4-b0e1-4bd6-a5b1-09e7c9123dba';

type Said = readonly (readonly [string, string])[];

const said: Said = [
  ['assistant', ' Good morning, this is the clinic. '],
  ['robot', 'Recording started'],
  ['user', 'I want Monday. Call me at +1 415 555 0123.'],
  ['user', '[noise]'],
  ['assistant', 'Monday,'],
  ['assistant', 'nine o’clock. You are booked.'],
  ['agent-action', 'Webhook: book'],
  ['user', 'I did not say yes!'],
  ['assistant', 'Sorry.'],
];

const transcriptOf = (rows: Said) =>
  readTranscript(
    callDetailsSchema.parse({
      call_id: 'call-1',
      started_at: '2026-11-20T10:00:00Z',
      completed: true,
      pathway_id: 'pathway-1',
      pathway_version: 12,
      transcripts: rows.map(([user, text], at) => ({
        id: at,
        user,
        text,
        created_at: `2026-11-20T10:00:0${at}.000Z`,
      })),
    }),
  );

export const transcript = transcriptOf(said);

export const issue = issueSchema.parse({
  id: 'issue-1',
  triage_id: 'T-1042',
  title: 'Books without a yes',
  status: 'todo',
  severity: 'high',
  category: 'Bug',
  agent_id: 'agent-1',
});

export const flagOn = (index: number | null, change: object = {}) =>
  flagSchema.parse({
    id: flagId,
    call_id: 'call-1',
    type: 'booked_too_early',
    note: 'Booked without a yes.',
    message_index: index,
    message_text: index === null ? null : said[index]?.[1],
    node_id: 'node-1',
    node_name: 'Confirm',
    ...change,
  });

export const caseOn = (index: number, change: Partial<CaseSource> = {}) =>
  testCaseOf({ flag: flagOn(index), issue, transcript, masked: false, ...change });

export const hostileTexts = [
  'Said {{name}} aloud',
  '{{ 7 * 7 }}{# gone #}',
  'out {% endraw %}{{ 7 * 7 }}',
  'out {%- endraw -%}{{ 7 * 7 }}',
  'in {% raw %}{{ 7 * 7 }}',
  '{{ a }}{% raw %} both {% endraw %}{%endraw%}{%raw%}',
  '{{ x }} {',
  'ends what nobody began #} }} %} -#}',
  'one\ntwo\r\n\n- three: "four" # five',
  "--- '{' : [ & * ! | > % @ `",
  'separators \u2028 \u2029 and \u0000 and \uFEFF',
  '__proto__ \\ \\n </script>',
];

/** A case in whose every text something stands that a reader of files or templates could take for its own. */
export const hostileCase = (text: string) =>
  caseOn(1, {
    transcript: transcriptOf([
      ['user', text],
      ['assistant', 'No.'],
    ]),
    flag: flagOn(1, { note: text, node_name: text, message_text: 'No.' }),
    expected: text,
  });

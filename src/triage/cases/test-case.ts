import * as z from 'zod/mini';
import type { Flag } from '../../api/bland/flags.ts';
import type { Issue } from '../../api/bland/issues.ts';
import { maskPersonal } from '../../shared/mask.ts';
import type { TranscriptRow } from '../../shared/transcript.ts';
import { startTimeOf } from '../calls/facts.ts';
import { InvalidArgumentError } from '../errors.ts';
import { MessageNotFoundError } from '../transcript/errors.ts';
import type { Transcript } from '../transcript/transcript.ts';

const filled = z.string().check(z.minLength(1));
const whole = z.int().check(z.nonnegative());

const messageSchema = z.strictObject({ role: z.enum(['user', 'assistant']), content: filled });
export type ChatMessage = Readonly<z.output<typeof messageSchema>>;

/** A test case, in the form that all others are made from. It is checked before it is written. */
export const testCaseSchema = z.strictObject({
  version: z.literal(1),
  /** The flag's: made again, it replaces itself. */
  id: filled,
  title: filled,
  /** What was said before the fault; never the faulty message itself, which a model would go on from. */
  input: z.array(messageSchema),
  /** What the agent said. */
  actual: z.optional(filled),
  /** What it should have said. Absent until a person writes it: an empty text would match every answer. */
  expected: z.optional(filled),
  /** A sentence that is true when the answer is good. */
  criterion: filled,
  /** Rows among the input that nobody said. */
  omittedRows: whole,
  flag: z.strictObject({
    type: filled,
    note: z.string(),
    messageIndex: whole,
    messageText: z.string(),
    nodeId: z.nullable(z.string()),
    nodeName: z.nullable(z.string()),
  }),
  source: z.strictObject({
    callId: filled,
    issueId: filled,
    triageId: z.optional(filled),
    pathwayId: z.optional(filled),
    pathwayVersion: z.optional(z.union([z.number(), filled])),
    agentId: z.optional(filled),
    agentVersionId: z.optional(filled),
    personaId: z.optional(filled),
    startedAt: z.optional(filled),
  }),
});
export type TestCase = Readonly<z.output<typeof testCaseSchema>>;

export interface CaseSource {
  readonly flag: Flag;
  readonly issue: Issue;
  readonly transcript: Transcript;
  /** What the agent should have said, by a person. */
  readonly expected?: string | undefined;
  /** What went wrong, for a flag without a note. */
  readonly note?: string | undefined;
  /** Masks personal data in all texts. */
  readonly masked: boolean;
}

/**
 * Makes a test case of a flag.
 *
 * @throws InvalidArgumentError for a flag on a whole call, MessageNotFoundError
 */
export function testCaseOf({ flag, issue, transcript, expected, note = flag.note, masked }: CaseSource): TestCase {
  const { details, rows } = transcript;
  const index = flag.message_index;
  if (index === null) {
    throw new InvalidArgumentError('flagId', `The flag ${flag.id} is on a whole call: there is no message to test.`);
  }
  const at = rows.findIndex((row) => row.index === index);
  const flagged = rows[at];
  if (flagged === undefined) throw new MessageNotFoundError(index, rows.length);
  const textOf = (row: TranscriptRow): string => (details.transcripts[row.index]?.text ?? '').trim();
  // The caller's own words are no fault: what came after them was.
  const isCallers = flagged.role === 'caller';
  const before = rows.slice(0, isCallers ? at + 1 : at);
  const said = before.filter((row) => (row.role === 'caller' || row.role === 'agent') && !row.noise);
  const answer = isCallers ? rows.slice(at + 1).find((row) => row.role === 'agent' && !row.noise) : flagged;
  const actual = answer === undefined ? '' : textOf(answer);
  const clean = (text: string): string => (masked ? maskPersonal(text) : text);
  const wrong = clean(note.trim());
  return {
    version: 1,
    id: flag.id,
    title: clean(`${issue.triage_id} ${flag.type}`),
    input: said.map((row) => ({ role: row.role === 'caller' ? 'user' : 'assistant', content: clean(textOf(row)) })),
    ...present({ actual: clean(actual), expected: clean((expected ?? '').trim()) }),
    criterion: `The reply must not repeat this problem: ${clean(flag.type.replaceAll('_', ' '))}. ${wrong}`.trim(),
    omittedRows: before.length - said.length,
    flag: {
      type: flag.type,
      note: wrong,
      messageIndex: index,
      messageText: clean(details.transcripts[index]?.text ?? ''),
      nodeId: flag.node_id,
      nodeName: flag.node_name === null ? null : clean(flag.node_name),
    },
    source: {
      callId: flag.call_id,
      issueId: issue.id,
      ...present({
        triageId: issue.triage_id,
        pathwayId: details.pathway_id,
        pathwayVersion: details.pathway_version,
        agentId: issue.agent_id,
        agentVersionId: issue.agent_version_id,
        personaId: details.persona_id,
        startedAt: startTimeOf(details),
      }),
    },
  };
}

/** Tells whether a flag is on what the agent did: a test of texts can check such a case by its criterion alone. */
export function isOnAction({ flag: { messageIndex } }: TestCase, { rows }: Transcript): boolean {
  const role = rows.find(({ index }) => index === messageIndex)?.role;
  return role !== 'caller' && role !== 'agent';
}

/** Leaves out what is null or empty. */
function present<T extends Readonly<Record<string, string | number | null>>>(
  fields: T,
): { [Key in keyof T]?: NonNullable<T[Key]> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(kept) as { [Key in keyof T]?: NonNullable<T[Key]> };
}

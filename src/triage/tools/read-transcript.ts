import type { Flag } from '../../api/bland/flags.ts';
import { allItems } from '../../api/pages.ts';
import { offset } from '../../shared/offset.ts';
import type { TranscriptRow } from '../../shared/transcript.ts';
import { MessageNotFoundError } from '../transcript/errors.ts';
import { resolveIssueId } from '../issues/resolve-issue.ts';
import { type Pathway } from '../transcript/pathway.ts';
import { durationOf, type Transcript } from '../transcript/transcript.ts';
import { usualMessages } from './schemas.ts';
import { type ReadingTool, type ToolCall, unlessAborted } from './tool.ts';
import { answerOf, dataLine, dataRoom, fitting, plainId, quoting } from './untrusted.ts';

/** The longest text of one message, in UTF-16 units. */
const longestMessage = 2_000;

/** Pages of flags that are read: 1,000 flags on one issue. */
const maxPages = 10;

/** Flags of one message in an answer. */
const maxFlags = 5;

/** Lists messages of a call in the order they were said, each with its raw index. */
export const readTranscript: ReadingTool<'calltriage_read_transcript'> = async (args, call) => {
  const { data, masked, signal } = call;
  const { callId, from, count = usualMessages } = args;
  const transcript = await unlessAborted(signal, data.transcripts.get(callId));
  const [pathway, flags] = await Promise.all([pathwayOf(call, transcript), flagsOf(call, args.issueId, callId)]);
  const { rows } = transcript;
  if (rows.length === 0) return `The call ${plainId(callId)} has no messages${transcript.running ? ' yet' : ''}.`;
  const first = from === undefined ? 0 : rows.findIndex(({ index }) => index === from);
  if (first === -1) throw new MessageNotFoundError(from ?? 0, rows.length);
  const quote = quoting(masked);
  const lineOf = (row: TranscriptRow): string =>
    dataLine({
      index: row.index,
      time: offset(row.seconds),
      speaker: row.role === 'other' ? quote(row.speaker, 40) : row.role,
      node: nodeName(pathway, row.index, quote),
      text: quote(row.text, longestMessage),
      characters: (row.fullLength ?? row.text.length) > longestMessage ? (row.fullLength ?? row.text.length) : null,
      flags: flagsOn(flags, row.index, quote),
    });
  const lines = fitting(rows.slice(first, first + count).map(lineOf), dataRoom);
  const next = rows[first + lines.length];
  const facts = [
    `Call ${plainId(callId)}${transcript.running ? ', still running' : ''}${durationWords(transcript)}:`,
    `${lines.length} of ${rows.length} messages, in the order they were said.`,
    '"index" is the messageIndex that calltriage_flag_message takes, "time" is since the start of the call; a text with "characters" was cut.',
    ...(pathway === undefined ? ['The names of the nodes could not be read.'] : []),
  ];
  return answerOf({
    head: facts.join(' '),
    source: 'a phone call and flags on it',
    lines,
    foot:
      next === undefined ? 'This is the end of the call.' : `For the messages that follow, pass from: ${next.index}.`,
  });
};

function durationWords({ details }: Transcript): string {
  const seconds = durationOf(details);
  return seconds === null ? '' : `, ${offset(seconds)} long`;
}

/** The nodes of a call's messages; undefined where the service does not give them. */
export async function pathwayOf({ data, signal }: ToolCall, transcript: Transcript): Promise<Pathway | undefined> {
  return unlessAborted(
    signal,
    data.pathways.get(transcript).catch(() => undefined),
  );
}

function nodeName(
  pathway: Pathway | undefined,
  index: number,
  quote: (text: string, longest: number) => string,
): string | undefined {
  const node = pathway?.nodes.get(index);
  return node && quote(node.name ?? node.id, 100);
}

async function flagsOf(
  { data, signal }: ToolCall,
  issue: string | undefined,
  callId: string,
): Promise<readonly Flag[]> {
  if (issue === undefined) return [];
  const issueId = await resolveIssueId(data.issues, data.api, issue, signal);
  const page = (cursor: string | undefined) => data.api.flags.list(issueId, { cursor, limit: 100, signal });
  const flags: Flag[] = [];
  for await (const flag of allItems(page, { maxPages })) if (flag.call_id === callId) flags.push(flag);
  return flags;
}

function flagsOn(
  flags: readonly Flag[],
  index: number,
  quote: (text: string, longest: number) => string,
): readonly object[] | undefined {
  const here = flags.filter(({ message_index: at }) => at === index);
  if (here.length === 0) return undefined;
  const shown = here
    .slice(0, maxFlags)
    .map(({ id, type, note }) => ({ id, type: quote(type, 100), note: quote(note, 300) }));
  return here.length > maxFlags ? [...shown, { more: here.length - maxFlags }] : shown;
}

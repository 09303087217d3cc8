// The prompt with which a person hands a problem to an agent.
import type { Flag } from '../../api/bland/flags.ts';
import type { Issue } from '../../api/bland/issues.ts';
import { offset } from '../../shared/offset.ts';
import type { TranscriptRow } from '../../shared/transcript.ts';
import type { NodePlace } from '../code/node-place.ts';
import type { Pathway } from '../transcript/pathway.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { answerOf, dataLine, fitting, plainId, quoting } from './untrusted.ts';

/** Messages before and behind those that it is about. */
const around = 6;

/** The room for messages and notes: an agent reads the rest by itself. */
const room = 12_000;
const longest = { message: 800, note: 1_000, description: 1_500 } as const;

/** A node that it is about. */
export interface NodeInCode {
  readonly nodeId: string;
  readonly nodeName: string | undefined;
  readonly places: readonly NodePlace[];
}

/** Places of one node that are named: more only say that it was not found. */
const mostPlaces = 4;

/** What is handed over. */
export interface HandOver {
  readonly issue: Issue | undefined;
  readonly call?: {
    readonly transcript: Transcript;
    readonly pathway: Pathway | undefined;
    /** Raw indexes of the messages that it is about; none for the whole call. */
    readonly indexes: readonly number[];
    /** The flag that it is about. */
    readonly flag: Flag | undefined;
    /** The nodes of the flag or the messages, with their places in the workspace. */
    readonly nodes: readonly NodeInCode[];
  };
  readonly isMasked: boolean;
  /** Whether the agent has tools to read more. */
  readonly hasTools: boolean;
}

/** Returns the prompt: what happened, the messages around it, the node, what to do, and which tools to use. */
export function handOverPrompt(given: HandOver): string {
  const quote = quoting(given.isMasked);
  const { issue, call, hasTools } = given;
  const rows = call === undefined ? [] : rowsAround(call.transcript, call.indexes);
  const lineOf = (row: TranscriptRow): string =>
    dataLine({
      index: row.index,
      time: offset(row.seconds),
      speaker: row.role === 'other' ? quote(row.speaker, 40) : row.role,
      node: quote(nodeOf(call?.pathway, row.index) ?? '', 100),
      text: quote(row.text, longest.message),
      ...(call?.indexes.includes(row.index) === true ? { about: true } : {}),
    });
  const lines = [
    ...(issue === undefined ? [] : [issueLine(issue)]),
    ...flagLines(),
    ...placeLines(),
    ...rows.map(lineOf),
  ];
  return answerOf({
    head: `A call with our voice agent went wrong. ${aboutWords(given)} Find the cause and propose a fix.`,
    source: 'the issue and the call',
    lines: fitting(lines, room),
    foot: [...steps(given), ...(hasTools ? toolWords(given) : [])].join('\n'),
  });

  function issueLine({ triage_id: code, title, severity, category, description }: Issue): string {
    return dataLine({
      kind: 'issue',
      code: quote(code, 40),
      title: quote(title, 200),
      severity: quote(severity, 40),
      category: quote(category, 64),
      description: quote(description, longest.description),
    });
  }

  function flagLines(): readonly string[] {
    const flag = call?.flag;
    if (flag === undefined) return [];
    const { message_index: messageIndex, node_name: name, node_id: id } = flag;
    const [type, note, node] = [quote(flag.type, 100), quote(flag.note, longest.note), quote(name ?? id ?? '', 100)];
    return [dataLine({ kind: 'flag', type, messageIndex, note, node })];
  }

  function placeLines(): readonly string[] {
    // A path that is masked leads nowhere.
    const path = quoting(false);
    return placed(given).flatMap(({ nodeId, nodeName, places }) =>
      places.map(({ file, lines: at, match }) =>
        dataLine({
          kind: 'place',
          node: quote(nodeName ?? nodeId, 100),
          file: path(file, 500),
          lines: [...new Set(at)].join('-'),
          match,
        }),
      ),
    );
  }
}

function rowsAround({ rows }: Transcript, indexes: readonly number[]): readonly TranscriptRow[] {
  const wanted = rows.map(({ index }) => indexes.includes(index));
  const [first, last] = [wanted.indexOf(true), wanted.lastIndexOf(true)];
  return first === -1 ? rows.slice(0, 2 * around) : rows.slice(Math.max(0, first - around), last + around + 1);
}

function nodeOf(pathway: Pathway | undefined, index: number): string | null {
  const node = pathway?.nodes.get(index);
  return node?.name ?? node?.id ?? null;
}

function aboutWords({ issue, call }: HandOver): string {
  const on = issue === undefined ? '' : ` of issue ${plainId(issue.triage_id)}`;
  if (call === undefined) return `It is issue ${issue === undefined ? '' : plainId(issue.triage_id)}.`;
  const { indexes, flag, transcript } = call;
  const where = `call ${plainId(transcript.callId)}${on}`;
  if (indexes.length === 0) return `It is ${where}.`;
  const named = indexes.length === 1 ? `message ${indexes[0]}` : `messages ${indexes.join(', ')}`;
  return `It is ${flag === undefined ? named : `the flag on ${named}`} of ${where}, marked "about" below.`;
}

/** The nodes whose places are named. */
function placed({ call }: HandOver): readonly NodeInCode[] {
  return (call?.nodes ?? []).filter(({ places }) => places.length > 0 && places.length <= mostPlaces);
}

function steps(given: HandOver): readonly string[] {
  return [
    'What to do:',
    `1. ${findWords(given)}`,
    '2. Say what made the agent do this, with the lines that show it.',
    '3. Propose the smallest change that prevents it, and how to test it. Change nothing before I agree.',
  ];
}

function findWords(given: HandOver): string {
  const nodes = placed(given);
  if (given.call === undefined) return 'Find the node, prompt or tool in this workspace.';
  const find = 'the node that the messages name, its prompt or its tools';
  if (nodes.length === 0) return `Find ${find} in this workspace.`;
  const isSure = nodes.every(({ places }) => places.every(({ match }) => match === 'exact'));
  const check = isSure ? '' : ' Check that it is the right one: it was not found by its ID alone.';
  return `Read ${find}: records of kind "place" name the file in this workspace and its lines.${check}`;
}

function toolWords({ issue, call }: HandOver): readonly string[] {
  const first = call === undefined ? undefined : Math.max(0, Math.min(...call.indexes, Infinity) - 2 * around);
  const from = first === undefined || !Number.isFinite(first) ? '' : `, from ${first}`;
  return [
    'Tools:',
    ...(issue === undefined
      ? []
      : [`- calltriage_read_issue with issueId ${plainId(issue.triage_id)}: all evidence, flags and comments.`]),
    call === undefined
      ? '- calltriage_read_transcript with the callId of its evidence: the messages of a call.'
      : `- calltriage_read_transcript with callId ${plainId(call.transcript.callId)}${from}: more of the call.`,
  ];
}

import { offset } from '../../shared/offset.ts';
import {
  maxRowText,
  type FlagMark,
  type TranscriptRow,
  type TranscriptView,
  subjectOf,
} from '../../shared/transcript.ts';
import { oneLine, textLines } from '../issues/activity.ts';

/** The words of a text, in the reader's language. */
export interface TextWords {
  readonly call: string;
  readonly noMessages: string;
  readonly noText: string;
  readonly looseFlags: string;
  /** Marks a flag that is not stored; empty for a stored one. */
  readonly flagState: (state: FlagMark['state']) => string;
  readonly messages: (count: number) => string;
  readonly cutText: (shown: number, all: number) => string;
}

/** A stretch of the text, for its outline and for folding; lines count from zero and both ends belong to it. */
export interface TextBlock {
  readonly kind: 'call' | 'stretch' | 'message' | 'flag' | 'loose';
  readonly name: string;
  readonly detail: string;
  readonly first: number;
  readonly last: number;
  readonly children: readonly TextBlock[];
}

export interface TranscriptText {
  readonly text: string;
  readonly blocks: readonly TextBlock[];
  /** The line of each message, by its raw index. */
  readonly lineOf: ReadonlyMap<number, number>;
}

/** The columns of the messages are as wide as their longest entries, the speaker's at most so many characters. */
const maxSpeaker = 14;
/** A call without times is divided into stretches of so many messages. */
const stretchRows = 50;

/**
 * A call as a text: the facts about it, then one line per message with raw index, time, speaker and what was said, each
 * flag on a line of its own below its message. Only our own words begin at the margin, so that no message can pass for
 * something else.
 *
 * @param notice said above the messages, when something of the call is missing
 */
export function transcriptText(view: TranscriptView, words: TextWords, notice = ''): TranscriptText {
  const lines: string[] = [];
  const blocks: TextBlock[] = [headOf(view, words, lines)];
  if (notice !== '') lines.push('', notice);
  const lineOf = new Map<number, number>();
  const format = columnsOf(view.rows);
  lines.push('');
  if (view.rows.length === 0) lines.push(words.noMessages);
  let stretch: { key: string; name: string; children: TextBlock[]; first: number } | undefined;
  const close = (): void => {
    if (stretch === undefined) return;
    const { name, children, first } = stretch;
    const detail = words.messages(children.length);
    blocks.push({ kind: 'stretch', name, detail, first, last: lines.length - 1, children });
  };
  for (const [position, row] of view.rows.entries()) {
    const minute = row.seconds === null ? stretch?.key : offset(Math.max(0, Math.floor(row.seconds / 60) * 60));
    const key = minute?.startsWith('#') === false ? minute : `#${Math.floor(position / stretchRows)}`;
    if (stretch === undefined || stretch.key !== key) {
      close();
      stretch = { key, name: key.startsWith('#') ? `#${row.index}` : key, children: [], first: lines.length };
    }
    lineOf.set(row.index, lines.length);
    stretch.children.push(messageOf(row, view.flags, format(row), words, lines));
  }
  close();
  const loose = view.flags.filter(({ index }) => index === null || !lineOf.has(index));
  if (loose.length > 0) {
    lines.push('', words.looseFlags);
    const first = lines.length - 1;
    const children = loose.map((mark) => flagOf(mark, words, lines));
    blocks.push({ kind: 'loose', name: words.looseFlags, detail: '', first, last: lines.length - 1, children });
  }
  return { text: `${lines.join('\n')}\n`, blocks, lineOf };
}

/** Speakers and texts without index, time or flags, so that equal messages of two calls become equal lines. */
export function comparableText({ rows }: TranscriptView, words: TextWords): string {
  return rows.map((row) => `${oneLine(row.speaker, 60)}: ${saidIn(row, words)}\n`).join('');
}

/** Messages as lines with index, time and speaker, each flag below its message: as in the text of a call. */
export function flaggedLines(
  rows: readonly TranscriptRow[],
  flags: readonly FlagMark[],
  words: TextWords,
): readonly string[] {
  const lines: string[] = [];
  const format = columnsOf(rows);
  for (const row of rows) messageOf(row, flags, format(row), words, lines);
  return lines;
}

/** Messages as they are copied: `0:16 Agent: text`, one paragraph each. */
export function messageLines(rows: readonly TranscriptRow[]): string {
  return rows
    .map((row) => [
      offset(row.seconds),
      `${oneLine(row.speaker, 60)}: ${textLines(row.text, maxRowText).join('\n').trimEnd()}`,
    ])
    .map((parts) => parts.filter((part) => part !== '').join(' '))
    .join('\n');
}

/** Rows that are copied before and behind those that were selected. */
const around = 3;

/** Messages as they are copied with what stands around them: the call, its issue, neighbours, indexes and flags. */
export function messagesInContext(
  view: TranscriptView,
  indexes: ReadonlySet<number>,
  words: TextWords,
  link: string | undefined,
): string {
  const { header, rows, flags } = view;
  const wanted = rows.map(({ index }) => indexes.has(index));
  const [first, last] = [wanted.indexOf(true), wanted.lastIndexOf(true)];
  const near = rows.slice(Math.max(0, first - around), last + around + 1);
  const format = columnsOf(near);
  const facts = header.facts.map((fact) => oneLine(fact)).filter((fact) => fact !== '');
  const lines = [titleOf(view, words), facts.join(' · '), ...(link === undefined ? [] : [link]), ''];
  for (const row of near) {
    lines.push(`${indexes.has(row.index) ? '>' : ' '} ${format(row)}${saidIn(row, words)}`);
    for (const mark of flags.filter(({ index }) => index === row.index)) flagOf(mark, words, lines);
  }
  return lines.filter((line, place) => line !== '' || place > 1).join('\n');
}

function titleOf({ header }: TranscriptView, words: TextWords): string {
  const call = `${words.call} ${oneLine(subjectOf(header))}`;
  return header.issue === null ? call : `${oneLine(header.issue.code, 40)}  ${oneLine(header.issue.title)} · ${call}`;
}

function headOf(view: TranscriptView, words: TextWords, lines: string[]): TextBlock {
  const name = titleOf(view, words);
  lines.push(name);
  for (const { label, value } of view.header.fields) {
    const [start = '', ...rest] = textLines(value, maxRowText);
    lines.push(`    ${oneLine(label, 100)}: ${start}`.trimEnd(), ...rest.map((line) => `        ${line}`.trimEnd()));
  }
  return { kind: 'call', name, detail: '', first: 0, last: lines.length - 1, children: [] };
}

/** Index, time and speaker of a row, in columns. */
function columnsOf(rows: readonly TranscriptRow[]): (row: TranscriptRow) => string {
  const width = (of: (row: TranscriptRow) => string): number =>
    rows.reduce((most, row) => Math.max(most, of(row).length), 0);
  const index = ({ index }: TranscriptRow): string => `#${index}`;
  const time = ({ seconds }: TranscriptRow): string => offset(seconds);
  const speaker = (row: TranscriptRow): string => oneLine(row.speaker, maxSpeaker);
  const [indexes, times, speakers] = [width(index), width(time), width(speaker)];
  return (row) => `${index(row).padEnd(indexes)}  ${time(row).padStart(times)}  ${speaker(row).padEnd(speakers)}  `;
}

function messageOf(
  row: TranscriptRow,
  flags: readonly FlagMark[],
  columns: string,
  words: TextWords,
  lines: string[],
): TextBlock {
  const said = saidIn(row, words);
  const first = lines.length;
  lines.push(`${columns}${said}`.trimEnd());
  const children = flags.filter(({ index }) => index === row.index).map((mark) => flagOf(mark, words, lines));
  const name = `#${row.index} ${oneLine(row.speaker, 60)}`;
  return { kind: 'message', name, detail: oneLine(said, 80), first, last: lines.length - 1, children };
}

function flagOf(mark: FlagMark, words: TextWords, lines: string[]): TextBlock {
  const state = words.flagState(mark.state);
  const type = oneLine(mark.type);
  const note = oneLine(mark.note, 4000);
  const name = `⚑ ${type}`;
  const first = lines.length;
  lines.push(`    ${name}${state === '' ? '' : ` (${state})`}${note === '' ? '' : `: ${note}`}`);
  return { kind: 'flag', name, detail: oneLine(note, 80), first, last: first, children: [] };
}

/** Returns the text of a row on one line. */
function saidIn(row: TranscriptRow, words: TextWords): string {
  const said = oneLine(row.text, maxRowText);
  if (said === '') return words.noText;
  return row.fullLength === null ? said : `${said} ${words.cutText(row.text.length, row.fullLength)}`;
}

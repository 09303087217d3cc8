import { speakerRole } from '../../transcript/speaker.ts';
import type { JsonObject } from './import-item.ts';
import { isObject, textOf } from './json-object.ts';
import { action, agent, caller, type PlatformRow } from './platform-call.ts';

/** Rows of a transcript, and the positions of entries that are none. */
interface Entries {
  readonly rows: readonly PlatformRow[];
  readonly leftOut: readonly number[];
}

/** Returns the rows of an entry; none for one that is neither speech nor a tool call. */
type ReadEntry = (entry: JsonObject) => readonly PlatformRow[];

/** Reads the first of these lists that has entries, else a transcript that is one text; null when there is neither. */
export function readFirst(lists: readonly unknown[], text: unknown, read: ReadEntry): Entries | null {
  const found = lists.filter((list) => Array.isArray(list));
  const entries = found.find((list) => list.length > 0) ?? found[0];
  const spoken = textOf(text);
  if (spoken !== null && (entries ?? []).length === 0) return { rows: rowsOfText(spoken), leftOut: [] };
  return entries === undefined ? null : readEntries(entries, read);
}

/** Reads the entries of a list one by one. */
export function readEntries(entries: readonly unknown[], read: ReadEntry): Entries {
  const rows: PlatformRow[] = [];
  const leftOut: number[] = [];
  for (const [position, entry] of entries.entries()) {
    const found = isObject(entry) ? read(entry) : [];
    if (found.length === 0) leftOut.push(position);
    rows.push(...found);
  }
  return { rows, leftOut };
}

/** Returns the text of a tool call, `lookup_order({"id":7})`. Arguments may be JSON as text. */
export function toolCall(name: unknown, args: unknown): string {
  return `${textOf(name) ?? 'tool'}(${jsonText(args)})`;
}

/** Returns the text of a tool's result, `lookup_order → {"status":"sent"}`. */
export function toolResult(name: unknown, result: unknown): string {
  return `${textOf(name) ?? 'tool'} → ${jsonText(result)}`;
}

function jsonText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Returns the service's word for the role that a platform's word means; any other word as it is. */
export function speakerWord(word: unknown): string {
  const text = typeof word === 'number' ? `Speaker ${word}` : (textOf(word) ?? '');
  switch (speakerRole(text)) {
    case 'caller':
      return caller;
    case 'agent':
      return agent;
    case 'action':
      return action;
    default:
      return text;
  }
}

const labelled = /^[ \t]*(\p{L}[\p{L}\p{N} _-]{0,39}?)[ \t]*:[ \t]*/u;

/** Reads a transcript that is one text, with a speaker before each of its lines. A line without one belongs to the one before. */
function rowsOfText(text: string): PlatformRow[] {
  const rows: { speaker: string; text: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [label, word] = labelled.exec(line) ?? [];
    const last = rows.at(-1);
    const isNew = word !== undefined && speakerRole(word) !== 'other';
    if (isNew) rows.push({ speaker: speakerWord(word), text: line.slice(label?.length) });
    else if (last !== undefined) last.text += `\n${line}`;
    else if (line.trim() !== '') rows.push({ speaker: '', text: line });
  }
  return rows.map(({ speaker, text: words }) => ({ speaker, text: words.trim() }));
}

/**
 * Gives the latencies of a call's turns to the agent's rows that answer the caller. Where there are not as many of them, it
 * is not known which is whose, and none is given.
 *
 * @param latencies milliseconds, in the order of the turns
 */
export function withTurnLatencies(rows: readonly PlatformRow[], latencies: unknown): readonly PlatformRow[] {
  if (!Array.isArray(latencies)) return rows;
  let last = '';
  const answers = rows.filter(({ speaker }) => {
    const isAnswer = speaker === agent && last === caller;
    if (speaker === agent || speaker === caller) last = speaker;
    return isAnswer;
  });
  if (answers.length !== latencies.length) return rows;
  const given = new Map(answers.map((row, turn) => [row, latencies[turn] as unknown]));
  return rows.map((row) => (given.has(row) ? { ...row, latency: given.get(row) } : row));
}

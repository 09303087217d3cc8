import webvtt from 'webvtt-parser';
import type { ImportItem, Refusal } from './import-item.ts';
import { platformCall, type PlatformRow } from './platform-call.ts';
import { speakerWord } from './platform-rows.ts';

export type Subtitles = 'webvtt' | 'srt';

/** Tells by its first lines that are not blank whether a file holds subtitles; undefined while more lines are needed. */
export function subtitlesIn(lines: readonly string[]): Subtitles | null | undefined {
  const [first, second] = lines;
  if (first === undefined) return undefined;
  if (/^WEBVTT(?:\s|$)/.test(first)) return 'webvtt';
  const time = /^\s*\d+:\d\d.*-->/;
  if (time.test(first)) return 'srt';
  if (!/^\d+\s*$/.test(first)) return null;
  return second === undefined ? undefined : time.test(second) ? 'srt' : null;
}

/** Lines that make SRT, which has none, WebVTT; they differ in the decimal sign too. */
const header = ['WEBVTT', ''];
const srtTime = /(\d:\d\d:\d\d),(?=\d)/g;

/**
 * Reads the cues of a subtitle file as the rows of a call without a clock. What is no cue is refused by its line.
 *
 * @param lines without line ends
 */
export function readSubtitles(lines: readonly string[], kind: Subtitles): ImportItem[] {
  const source = lines.map((line) => (line.trim() === '' ? '' : line.replace(/\r$/, '')));
  const text = kind === 'webvtt' ? source : [...header, ...source.map(withPoints)];
  const { cues, errors } = new webvtt.WebVTTParser().parse(text.join('\n'), 'metadata');
  const shift = text.length - source.length;
  const refusals = errors.flatMap(({ message, line }): Refusal[] => {
    const at = (number: number, problem: 'time' | 'text'): Refusal[] => [
      { kind: 'refused', reason: { kind: 'subtitles', problem }, place: { line: number - shift, path: '' } },
    ];
    // The parser counts the line behind an identifier that has no cue.
    if (message.startsWith('Cue identifier')) return at(line - 1, 'text');
    const timing = text[line - 1] ?? '';
    return timing.includes('-->') && !isTiming(timing) ? at(line, 'time') : [];
  });
  if (cues.length === 0) {
    const none: Refusal = {
      kind: 'refused',
      reason: { kind: 'subtitles', problem: 'no-cues' },
      place: { line: 1, path: '' },
    };
    return refusals.length > 0 ? refusals : [none];
  }
  const rows = cues.flatMap(({ startTime: seconds, text: said }) =>
    spoken(said, kind).map((row) => ({ ...row, seconds })),
  );
  const duration = cues.reduce((latest, { endTime }) => Math.max(latest, endTime), 0);
  return [platformCall({ origin: kind, rows: withLabels(rows), duration }, { line: 1, path: '' }), ...refusals];
}

function withPoints(line: string): string {
  return line.includes('-->') ? line.replace(srtTime, '$1.') : line;
}

/** Tells whether the parser takes a line for the times of a cue, though it may find fault with it. */
function isTiming(line: string): boolean {
  return new webvtt.WebVTTParser().parse([...header, line, '.'].join('\n'), 'metadata').cues.length > 0;
}

/** The tags of WebVTT. Anything else between angle brackets is text. */
const tag = /<\/?(?:[cibuv]|ruby|rt|lang)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>|<\d[\d:.]*>/g;
const voice = /<v(?:\.[^\s<>]*)?\s+([^<>]+)>/g;
const escapes = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f' }));

/** Splits the text of a cue at its voices. */
function spoken(text: string, kind: Subtitles): PlatformRow[] {
  const plain = (part: string): string => {
    const said = part.replace(tag, '').trim();
    return kind === 'srt' ? said : said.replace(/&(\w{2,4});/g, (escape, name: string) => escapes.get(name) ?? escape);
  };
  const voices = Array.from(text.matchAll(voice));
  const before = plain(text.slice(0, voices[0]?.index ?? text.length));
  const parts = voices.map((start, at) => ({
    speaker: speakerWord(plain(start[1] ?? '')),
    text: plain(text.slice(start.index + start[0].length, voices[at + 1]?.index ?? text.length)),
  }));
  return before === '' && parts.length > 0 ? parts : [{ speaker: '', text: before }, ...parts];
}

const label = /^([\p{L}\p{N}][\p{L}\p{N} ._'-]{0,39}):\s+/u;

/** Takes what stands before a colon for the speaker, where every cue without a voice has it. */
function withLabels(rows: readonly PlatformRow[]): readonly PlatformRow[] {
  const open = rows.filter(({ speaker }) => speaker === '');
  if (open.length === 0 || !open.every(({ text }) => label.test(text))) return rows;
  return rows.map((row) => {
    const [whole, name] = (row.speaker === '' ? label.exec(row.text) : null) ?? [];
    return whole === undefined ? row : { ...row, speaker: speakerWord(name), text: row.text.slice(whole.length) };
  });
}

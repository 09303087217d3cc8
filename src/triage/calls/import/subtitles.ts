import webvtt from 'webvtt-parser';
import { type ImportItem, type Refusal, refusal } from './import-item.ts';
import { spoken, withLabels } from './cue-text.ts';
import { platformCall } from './platform-call.ts';

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
      refusal({ kind: 'subtitles', problem }, { line: number - shift, path: '' }),
    ];
    // The parser counts the line behind an identifier that has no cue.
    if (message.startsWith('Cue identifier')) return at(line - 1, 'text');
    const timing = text[line - 1] ?? '';
    return timing.includes('-->') && !isTiming(timing) ? at(line, 'time') : [];
  });
  const whole = { line: 1, path: '' };
  if (cues.length === 0) {
    return refusals.length > 0 ? refusals : [refusal({ kind: 'subtitles', problem: 'no-cues' }, whole)];
  }
  const rows = cues.flatMap(({ startTime: seconds, text: said }) =>
    spoken(said, kind === 'webvtt').map((row) => ({ ...row, seconds })),
  );
  const duration = cues.reduce((latest, { endTime }) => Math.max(latest, endTime), 0);
  return [platformCall({ origin: kind, rows: withLabels(rows), duration }, whole), ...refusals];
}

function withPoints(line: string): string {
  return line.includes('-->') ? line.replace(srtTime, '$1.') : line;
}

/** Tells whether the parser takes a line for the times of a cue, though it may find fault with it. */
function isTiming(line: string): boolean {
  return new webvtt.WebVTTParser().parse([...header, line, '.'].join('\n'), 'metadata').cues.length > 0;
}

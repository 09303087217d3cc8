/** Makes untrusted text safe to display. */
import { cut } from '../../src/shared/text.ts';
import { parseTime } from '../../src/shared/time.ts';
import { maxRowText } from '../../src/shared/transcript.ts';
import { fullTime } from './format.ts';

/** Control characters except newline and tab, and those that embed, override or isolate a writing direction. */
const unsafe = /(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Removes characters that could disturb the text around. Right-to-left text keeps its direction (elements have
 * `dir="auto"`); explicit direction controls, which can make a text read as another, are removed. A text longer than that
 * of a row may be is cut: it would take long to lay out.
 */
export function plain(text: string): string {
  return (text.length > maxRowText ? `${cut(text, maxRowText)}…` : text).replace(unsafe, '');
}

/** Makes one line for a label: white space becomes one blank, and long text ends in an ellipsis. */
export function oneLine(text: string, limit: number): string {
  const line = plain(text).replace(/\s+/g, ' ').trim();
  return line.length <= limit ? line : `${cut(line, limit - 1)}…`;
}

/** Formats an ISO 8601 time with date and time zone; empty when it cannot be read. */
export function clockTime(iso: string | null): string {
  const time = parseTime(iso);
  return time === null ? '' : fullTime(time);
}

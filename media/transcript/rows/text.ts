/** Text from strangers made fit to draw, and times made fit to read. */
import { cut } from '../../../src/shared/text.ts';
import { maxRowText } from '../../../src/shared/transcript.ts';
import { parseTime } from '../../../src/shared/time.ts';

export { offset } from '../../../src/shared/offset.ts';

/** Control characters except newline and tab, and the marks that embed, override or isolate a writing direction. */
const unsafe = /(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;

/**
 * The text without characters that could disturb what stands around it. Right-to-left text keeps its natural
 * direction (elements carry `dir="auto"`); only explicit direction controls, which can make a text read as another,
 * are taken out. No text is longer than that of a row may be: a page with more is long in coming.
 */
export function plain(text: string): string {
  return (text.length > maxRowText ? `${cut(text, maxRowText)}…` : text).replace(unsafe, '');
}

/** One line, for labels: line breaks and runs of blanks become one blank, long text ends in an ellipsis. */
export function oneLine(text: string, limit: number): string {
  const line = plain(text).replace(/\s+/g, ' ').trim();
  return line.length <= limit ? line : `${cut(line, limit - 1)}…`;
}

/** An ISO 8601 time in the reader's own words, with date and time zone; nothing when unreadable. */
export function clockTime(iso: string | null): string {
  const time = parseTime(iso);
  return time === null ? '' : new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
}

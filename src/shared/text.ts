/** Quotes of messages, as page and host write them. */
import type { TranscriptRow } from './transcript.ts';

/** Cuts a text to at most `limit` UTF-16 units, without splitting a surrogate pair. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? limit - 1 : limit);
}

/** Returns a text as a Markdown quote. */
export function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** Joins a quote and the text about it. Without the blank line, Markdown makes the text part of the quote. */
export function reply(quote: string, text: string): string {
  return text === '' ? quote : `${quote}\n\n${text}`;
}

/** Returns the text below the quote that it begins with. */
export function replyOf(text: string): string {
  return text.replace(/^(?:>.*(?:\n|$))*/, '').trim();
}

/** The longest quote of a message, in UTF-16 units, which leaves most of a comment's length to its author. */
export const longestQuote = 1000;

/** Returns the content of a quote of a message, without quote marks: sender, time and index, then the text or the selection. */
export function messageQuote({ speaker, clock, index, text }: TranscriptRow, selected: string | null): string {
  const said = (selected ?? text).trim();
  const when = clock === null ? '' : `, ${clock.slice(0, 16).replace('T', ' ')} UTC`;
  const shown = said.length > longestQuote ? `${cut(said, longestQuote - 1)}…` : said;
  return `${speaker}${when} (SMS #${index}):\n${shown}`;
}

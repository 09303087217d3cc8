/** Text that both sides write: quotes of messages. */
import type { TranscriptRow } from './transcript.ts';

/** At most `limit` UTF-16 units, never ending in half a character. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? limit - 1 : limit);
}

/** The text as quoted lines. */
export function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** A quote with what is written about it. Markdown needs the blank line: without it the reply is part of the quote. */
export function reply(quote: string, text: string): string {
  return text === '' ? quote : `${quote}\n\n${text}`;
}

/** What is written below the quote that a text begins with. */
export function replyOf(text: string): string {
  return text.replace(/^(?:>.*(?:\n|$))*/, '').trim();
}

/** The longest quote of a message, in UTF-16 units: it leaves most of a comment to who writes it. */
export const longestQuote = 1000;

/**
 * A message as a comment quotes it, as lines that are still to be marked as quoted: who, when and which, then its text or the
 * part of it that was selected.
 */
export function messageQuote({ speaker, clock, index, text }: TranscriptRow, selected: string | null): string {
  const said = (selected ?? text).trim();
  const when = clock === null ? '' : `, ${clock.slice(0, 16).replace('T', ' ')} UTC`;
  const shown = said.length > longestQuote ? `${cut(said, longestQuote - 1)}…` : said;
  return `${speaker}${when} (SMS #${index}):\n${shown}`;
}

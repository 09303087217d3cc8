import { oneLine } from '../issues/activity.ts';

/** Characters without a meaning in Markdown anywhere in a line; dots, colons and the like only before a space. */
const plain = /^(?:[\p{L}\p{M}\p{N} ,;'’“”"?()–—/…-]|[.!:](?= |$))*$/u;

/**
 * Somebody's text within a line of ours: as it is when nothing in it could be taken for Markdown, else as code, in which
 * no reader makes links, mentions, markup or pictures of anything.
 */
export function inline(text: string, longest = 300): string {
  const line = oneLine(text, longest);
  return plain.test(line) ? line : code(line);
}

/** Stands where somebody’s text has nothing to show. */
export const nothing = '—';

/** A text as code within a line: an id, a type, a name of a file. */
export function code(text: string): string {
  const line = oneLine(text, 1000);
  if (line === '') return nothing;
  const marks = '`'.repeat(longestRun(line) + 1);
  const room = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${marks}${room}${line}${room}${marks}`;
}

/** Lines that are shown as they are, between marks that none of them can end. */
export function fenced(lines: readonly string[]): string[] {
  const marks = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${marks}text`, ...lines, marks];
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

import type * as vscode from 'vscode';
import type { TextRange } from '../triage/search/found-text.ts';

/** Characters before the first place, at most: a narrow side bar must still show that. */
const before = 20;
const length = 200;
/** More marks would not be told apart. */
const mostMarks = 20;

/** Returns one line of a text around the places that were found in it, which are marked. */
export function excerptAround(text: string, ranges: readonly TextRange[]): vscode.TreeItemLabel & { label: string } {
  const line = text.replaceAll(/\s/g, ' ');
  const first = ranges[0]?.[0] ?? 0;
  const from = first <= before ? 0 : startBefore(line, first);
  const to = wholeCharacter(line, Math.min(line.length, from + length));
  const [start, end] = [from === 0 ? '' : '…', to === line.length ? '' : '…'];
  const shift = start.length - from;
  return {
    label: `${start}${line.slice(from, to)}${end}`,
    highlights: ranges
      .filter(([at]) => at < to)
      .slice(0, mostMarks)
      .map(([at, until]) => [at + shift, Math.min(until, to) + shift]),
  };
}

/** Returns where to begin before a place: with a word, if one begins there. */
function startBefore(line: string, place: number): number {
  const blank = line.slice(place - before, place - 1).indexOf(' ');
  return blank < 0 ? wholeCharacter(line, place - before) : place - before + blank + 1;
}

/** Moves a place off the middle of a pair of surrogates. */
function wholeCharacter(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at;
}

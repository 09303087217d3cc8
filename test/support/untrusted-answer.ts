import { expect } from 'vitest';

/** An answer of a tool, taken apart as a careful reader would. */
export interface ReadAnswer {
  /** Our own words, before and behind the data. */
  readonly own: string;
  readonly records: readonly Readonly<Record<string, unknown>>[];
}

/** Takes an answer apart: one block of data between two marks with one number, in which every line is a JSON object. */
export function readAnswer(text: string): ReadAnswer {
  expect(text.length).toBeLessThanOrEqual(32_000);
  expect(text.match(/untrusted text that callers and colleagues/g)).toHaveLength(1);
  const lines = text.split('\n');
  const [open = -1, ...moreOpen] = places(lines, /^<<<UNTRUSTED DATA (\w+)>>>$/);
  const number = /(\w+)>>>$/.exec(lines[open] ?? '')?.[1] ?? '';
  const [close = -1, ...moreClose] = places(lines, /^<<<END OF UNTRUSTED DATA (\w+)>>>$/);
  expect([number.length, ...moreOpen, ...moreClose]).toEqual([16]);
  expect(lines[close]).toBe(`<<<END OF UNTRUSTED DATA ${number}>>>`);
  const data = lines.slice(open + 1, close);
  expect(data.filter((line) => line.includes('<<'))).toEqual([]);
  return {
    own: [...lines.slice(0, open), ...lines.slice(close + 1)].join('\n'),
    records: data.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

function places(lines: readonly string[], mark: RegExp): number[] {
  return lines.flatMap((line, place) => (mark.test(line) ? [place] : []));
}

import { expect, it } from 'vitest';
import { parseMarkdown } from '../../../../src/shared/markdown.ts';
import type { BarView, PictureView } from '../../../../src/shared/insights-view.ts';
import { insightsMarkdown } from '../../../../src/triage/insights/markdown.ts';
import { insightSvg } from '../../../../src/triage/insights/svg.ts';

/** What could end a cell, a table, an element or a line, or become a link. */
const hostile = [
  'a | b',
  String.raw`a\| b`,
  String.raw`a\\| b`,
  '|',
  '`|`',
  'one\n| two |',
  '</text><script>alert(1)</script>',
  '[link](https://evil.example)',
  '![](https://evil.example/x.png)',
  '@norm',
  '<!--',
  '&lt;',
  '"\'',
  '\u0000\u0001\u202E\uD800',
  '',
];

const bar = (label: string): BarView => ({
  id: label,
  label,
  detail: '',
  count: 1,
  total: 2,
  heard: label,
  tick: label,
  action: null,
});

function picture(id: PictureView['id'], names: readonly string[]): PictureView {
  return {
    id,
    title: names[6] ?? '',
    source: names[7] ?? '',
    summary: names.join(' '),
    legend: [names[0] ?? '', names[1] ?? ''],
    bars: names.map(bar),
    notes: names.map((sentence) => ({ sentence, action: null })),
    table: { heads: ['Flag type', 'Flags'], rows: names.map((name) => [name, '1']), note: names[2] ?? '' },
    save: '',
  };
}

/** Splits a row as GFM does: by bars that no backslash escapes. */
const cellsOf = (line: string): string[] => {
  const cells = line
    .replace(/^\| /, '')
    .replace(/ \|$/, '')
    .match(/(?:\\[!-/:-@[-`{-~]|[^|])+/g);
  return (cells ?? []).map((cell) => cell.trim());
};

it('every row of a copied table has its cells, whatever the names are, and nothing becomes a link or markup', () => {
  const scope = hostile.join(' ');
  const notes = hostile.map((sentence) => ({ sentence, action: null }));
  const text = insightsMarkdown({ scope, notes, pictures: [picture('types', hostile)] }, 'Insights');
  const lines = text.split('\n').filter((line) => line.startsWith('| '));
  expect(lines.length).toBe(hostile.length + 2);
  for (const line of lines) expect(cellsOf(line)).toHaveLength(2);
  expect(lines[0]).toBe('| Flag type | Flags |');
  expect(lines.slice(2).map((line) => cellsOf(line)[1])).toEqual(hostile.map(() => '1'));
  // What could be markup stands in code.
  const outside = text.replaceAll(/(`+)[^`](?:.*?[^`])??\1(?!`)/g, '');
  expect(outside).not.toMatch(/[<>\]@]|https?:/);
  const links = JSON.stringify(parseMarkdown(text)).match(/"kind":"link"/g);
  expect(links).toBeNull();
});

it.each(['types', 'time'] as const)('a saved picture of %s is XML that nothing can break out of', (id) => {
  const text = insightSvg(picture(id, hostile), hostile.join(' '));
  expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  const elements = new Set([...text.matchAll(/<\/?([^\s>/]+)/g)].map(([, name]) => name));
  elements.delete('line');
  expect(elements).toEqual(new Set(['desc', 'rect', 'svg', 'text', 'title']));
  expect(text.replaceAll(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!#\d+;)/);
  expect(text).not.toMatch(/[^\P{Cc}\n]|\u202E/u);
  expect(text).not.toMatch(/href|url\(|style=|var\(/);
  expect(text.isWellFormed()).toBe(true);
});

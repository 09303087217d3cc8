import type { InsightsView, PictureView, TableView } from '../../shared/insights-view.ts';
import { inline, nothing } from '../evidence/markdown-text.ts';

/** Longest cell of a table. */
const longestCell = 120;

/** The pictures as Markdown tables. Nothing that a server or a colleague wrote can become anything but text in them. */
export function insightsMarkdown(view: Pick<InsightsView, 'scope' | 'notes' | 'pictures'>, title: string): string {
  const facts = [inline(view.scope), ...view.notes.map(({ sentence }) => inline(sentence, 1000))];
  const blocks = [`# ${inline(title)}`, ...facts, ...view.pictures.flatMap(pictureBlocks)];
  return `${blocks.join('\n\n')}\n`;
}

function pictureBlocks({ title, source, summary, table, notes }: PictureView): readonly string[] {
  const missing = notes.map(({ sentence }) => inline(sentence, 1000));
  const lines = [source, summary].filter((line) => line !== '').map((line) => inline(line, 1000));
  return [
    `## ${inline(title)}`,
    ...lines,
    ...(table.rows.length === 0 ? [] : [tableText(table)]),
    ...(table.note === '' ? [] : [inline(table.note)]),
    ...missing,
  ];
}

function tableText({ heads, rows }: TableView): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const rule = heads.map((_, place) => (place === 0 ? '---' : '---:'));
  return [line(heads), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** A cell. A bar would end it, also within code, unless an odd number of backslashes stands before it. */
function cell(text: string): string {
  const words = inline(text, longestCell) || nothing;
  return words.replaceAll(/(\\*)\|/g, (_, before: string) => `${before}${before.length % 2 === 0 ? '' : ' '}\\|`);
}

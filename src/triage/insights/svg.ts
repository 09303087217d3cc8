import type { BarView, PictureView } from '../../shared/insights-view.ts';

// A file that stands alone: colours of its own, and text in the fonts of whatever shows it.
const colours = { paper: '#ffffff', ink: '#1f1f1f', quiet: '#5f5f5f', bar: '#0063d3', line: '#8f8f8f' };

const width = 720;
const margin = 24;
const rowHeight = 26;
const labelWidth = 270;
const countWidth = 90;
const columnsHeight = 200;
/** Characters of a label. About 6.4 pixels each. */
const longestLabel = 40;

/** The picture as an SVG file, with a title and a description for those who cannot see it. */
export function insightSvg(picture: PictureView, scope: string): string {
  const { title, source, summary, legend, bars, notes } = picture;
  const top = margin + 22;
  const facts = [scope, source, ...notes.map(({ sentence }) => sentence)].filter((line) => line !== '');
  const factLines = facts.flatMap((line) => wrapped(line, 105));
  const from = top + 14 + factLines.length * 16 + (legend === null ? 8 : 32);
  const drawn = picture.id === 'time' ? columns(bars, from) : rows(bars, from);
  const height = drawn.bottom + margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="12">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped([summary, ...facts].join(' '))}</desc>`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    words(margin, top - 6, title, { size: 16, weight: 600 }),
    ...factLines.map((line, place) => words(margin, top + 14 + place * 16, line, { fill: colours.quiet })),
    ...(legend === null ? [] : legendOf(legend, from - 18)),
    ...drawn.parts,
    '</svg>',
    '',
  ].join('\n');
}

interface Drawn {
  readonly parts: readonly string[];
  readonly bottom: number;
}

function rows(bars: readonly BarView[], from: number): Drawn {
  const most = Math.max(1, ...bars.map(({ total }) => total));
  const room = width - 2 * margin - labelWidth - countWidth;
  const parts = bars.flatMap(({ label, detail, count, total }, place) => {
    const y = from + place * rowHeight;
    const x = margin + labelWidth;
    const name = detail === '' ? label : `${label} · ${detail}`;
    const [whole, filled] = [round((total / most) * room), round((count / most) * room)];
    return [
      words(margin, y + 15, cut(name)),
      ...(total > count ? [outline(x, y + 4, Math.max(1, whole), 14)] : []),
      ...(count > 0 ? [box(x, y + 4, Math.max(1, filled), 14)] : []),
      words(x + whole + 8, y + 15, total > count ? `${total} (${count})` : String(count)),
    ];
  });
  return { parts, bottom: from + bars.length * rowHeight };
}

function columns(bars: readonly BarView[], from: number): Drawn {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const room = width - 2 * margin;
  const step = room / Math.max(1, bars.length);
  const base = from + 16 + columnsHeight;
  const parts = bars.flatMap(({ count, tick }, place) => {
    const x = round(margin + place * step);
    const high = round((count / most) * columnsHeight);
    const middle = round(x + step / 2);
    return [
      ...(count === 0 ? [] : [box(round(x + step * 0.1), base - high, round(step * 0.8), high)]),
      ...(count === 0 ? [] : [words(middle, base - high - 4, String(count), { anchor: 'middle', size: 10 })]),
      ...(tick === '' ? [] : [words(middle, base + 16, tick, { anchor: 'middle', fill: colours.quiet })]),
    ];
  });
  const line = `<line x1="${margin}" y1="${base}" x2="${width - margin}" y2="${base}" stroke="${colours.line}"/>`;
  return { parts: [...parts, line], bottom: base + 20 };
}

function legendOf([filled, outlined]: readonly [string, string], y: number): readonly string[] {
  const second = margin + 30 + filled.length * 7;
  return [
    box(margin, y - 10, 12, 12),
    words(margin + 18, y, filled),
    outline(second, y - 10, 12, 12),
    words(second + 18, y, outlined),
  ];
}

function box(x: number, y: number, wide: number, high: number): string {
  return `<rect x="${x}" y="${y}" width="${wide}" height="${high}" fill="${colours.bar}"/>`;
}

function outline(x: number, y: number, wide: number, high: number): string {
  const [left, top] = [x + 0.5, y + 0.5];
  const size = `width="${Math.max(1, wide - 1)}" height="${high - 1}"`;
  return `<rect x="${left}" y="${top}" ${size} fill="none" stroke="${colours.bar}"/>`;
}

interface Look {
  readonly fill?: string;
  readonly size?: number;
  readonly weight?: number;
  readonly anchor?: 'middle';
}

function words(x: number, y: number, text: string, { fill = colours.ink, size, weight, anchor }: Look = {}): string {
  const look = [
    ...(size === undefined ? [] : [` font-size="${size}"`]),
    ...(weight === undefined ? [] : [` font-weight="${weight}"`]),
    ...(anchor === undefined ? [] : [` text-anchor="${anchor}"`]),
  ];
  return `<text x="${x}" y="${y}" fill="${fill}"${look.join('')}>${escaped(text)}</text>`;
}

function wrapped(text: string, longest: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > longest) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => cut(line, longest));
}

function cut(text: string, longest = longestLabel): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}

/** A text of an XML document: no markup, and no character that XML has not. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/gu, '')
    .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

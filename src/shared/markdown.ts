/**
 * Reads the Markdown that people write in descriptions and comments into blocks and spans. Nothing of it is HTML: what is
 * not known stays text, pictures become links, and a link is one only with an address of the web.
 */

export type Span =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'emphasis' | 'deleted'; readonly spans: readonly Span[] }
  /** `text` is empty where the address stands for itself. */
  | { readonly kind: 'link'; readonly href: string; readonly text: string };

export type Block =
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'heading'; readonly level: number; readonly spans: readonly Span[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'rule' };

/** Quotes and lists inside each other; what is deeper stays text. */
const maxDepth = 6;
/** Characters of a paragraph in which emphasis and links are looked for; what follows stays text. */
const maxSpanText = 10_000;

const fence = /^ {0,3}(`{3,}|~{3,})[^`]*$/;
const headingLine = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/;
const quoteLine = /^ {0,3}> ?/;
const ruleLine = /^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$/;
const itemLine = /^( {0,3})([-*+]|\d{1,9}[.)])[ \t]+(?=\S)/;

export function parseMarkdown(text: string): readonly Block[] {
  return blocksOf(text.replaceAll(/\r\n?/g, '\n').split('\n'), 0);
}

function blocksOf(lines: readonly string[], depth: number): readonly Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const read = line.trim() === '' ? { end: at + 1 } : readBlock(lines, at, depth);
    if ('block' in read) blocks.push(read.block);
    at = read.end;
  }
  return blocks;
}

interface ReadBlock {
  readonly block: Block;
  /** The line after it. */
  readonly end: number;
}

function readBlock(lines: readonly string[], at: number, depth: number): ReadBlock {
  const line = lines[at] ?? '';
  const opened = fence.exec(line)?.[1];
  if (opened !== undefined) return readFence(lines, at, opened);
  const heading = headingLine.exec(line);
  if (heading !== null) {
    const [, marks = '', words = ''] = heading;
    return {
      block: { kind: 'heading', level: marks.length, spans: parseSpans(words.trimEnd().replace(/[ \t]#+$/, '')) },
      end: at + 1,
    };
  }
  if (ruleLine.test(line)) return { block: { kind: 'rule' }, end: at + 1 };
  if (depth < maxDepth && quoteLine.test(line)) {
    const end = endOf(lines, at, (one) => quoteLine.test(one));
    const inner = lines.slice(at, end).map((one) => one.replace(quoteLine, ''));
    return { block: { kind: 'quote', blocks: blocksOf(inner, depth + 1) }, end };
  }
  if (depth < maxDepth && itemLine.test(line)) return readList(lines, at, depth);
  const isPlain = (one: string, place: number): boolean =>
    place === at || !(one.trim() === '' || startsBlock(one, depth));
  const end = endOf(lines, at, isPlain);
  return { block: { kind: 'paragraph', spans: parseSpans(lines.slice(at, end).join('\n')) }, end };
}

function startsBlock(line: string, depth: number): boolean {
  if (fence.test(line) || headingLine.test(line) || ruleLine.test(line)) return true;
  return depth < maxDepth && (quoteLine.test(line) || itemLine.test(line));
}

function endOf(lines: readonly string[], from: number, belongs: (line: string, place: number) => boolean): number {
  let end = from;
  while (end < lines.length && belongs(lines[end] ?? '', end)) end += 1;
  return end;
}

/** Reads to the closing fence, or to the end of the text. */
function readFence(lines: readonly string[], at: number, opened: string): ReadBlock {
  const isClosing = (line: string): boolean => {
    const marks = line.trim();
    return marks.length >= opened.length && marks === (opened[0] ?? '').repeat(marks.length);
  };
  const end = endOf(lines, at + 1, (line) => !isClosing(line));
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, end: end + 1 };
}

/** Reads the items of one kind of list. What is indented under an item belongs to it. */
function readList(lines: readonly string[], from: number, depth: number): ReadBlock {
  const first = itemLine.exec(lines[from] ?? '')?.[2] ?? '';
  const isOrdered = /\d/.test(first);
  const items: (readonly Block[])[] = [];
  let at = from;
  while (at < lines.length) {
    const mark = itemLine.exec(lines[at] ?? '');
    if (mark === null || /\d/.test(mark[2] ?? '') !== isOrdered) break;
    const width = mark[0].length;
    const inner = [(lines[at] ?? '').slice(width)];
    at += 1;
    while (at < lines.length) {
      const line = lines[at] ?? '';
      const isIndented = line.length - line.trimStart().length >= Math.min(width, 2);
      const isBlank = line.trim() === '';
      if (isBlank ? !isIndentedAfter(lines, at) : !isIndented && startsBlock(line, depth)) break;
      inner.push(isIndented ? line.slice(Math.min(width, line.length - line.trimStart().length)) : line);
      at += 1;
    }
    items.push(blocksOf(inner, depth + 1));
    while (at < lines.length && (lines[at] ?? '').trim() === '' && itemLine.test(lines[at + 1] ?? '')) at += 1;
  }
  return { block: { kind: 'list', start: isOrdered ? Number.parseInt(first, 10) : null, items }, end: at };
}

const isIndentedAfter = (lines: readonly string[], at: number): boolean => /^ {2,}\S/.test(lines[at + 1] ?? '');

/** What can begin a span; each is read with a bounded look ahead, so that no text takes long. */
const inline = new RegExp(
  [
    // Escaped punctuation.
    String.raw`\\(?<escaped>[!-/:-@[-${'`'}{-~])`,
    // Code.
    '(?<!`)(?<ticks>`{1,20})(?!`)(?<code>[^]{1,1000}?)(?<!`)\\k<ticks>(?!`)',
    // A link or a picture, and an address in angle brackets or by itself.
    String.raw`!?\[(?<label>[^\][\n]{0,500})\]\(<?(?<target>https?://[^\s<>()]{1,2000})>?(?:[ \t]+"[^"\n]{0,200}")?\)`,
    String.raw`<(?<angled>https?://[^\s<>]{1,2000})>`,
    '(?<bare>\\bhttps?://[^\\s<>"\'`\\])]{0,2000}[^\\s<>"\'`\\]).,;:!?*_~])',
    // Emphasis.
    String.raw`(?<marks>\*\*|__)(?=\S)(?<strong>[^]{0,1000}?\S)\k<marks>`,
    String.raw`~~(?=\S)(?<deleted>[^]{0,1000}?\S)~~`,
    String.raw`(?<![\w*])\*(?=[^\s*])(?<starred>[^*]{0,1000}?[^\s*])\*(?!\*)`,
    String.raw`(?<!\w)_(?=[^\s_])(?<underlined>[^_]{0,1000}?[^\s_])_(?!\w)`,
    // A line break.
    String.raw`(?:(?<! ) {2,40}|\\)?\n`,
  ].join('|'),
  'gu',
);

function parseSpans(text: string, depth = 0): readonly Span[] {
  const spans: Span[] = [];
  const head = text.slice(0, maxSpanText);
  let from = 0;
  const plain = (words: string): void => {
    const last = spans.at(-1);
    if (words === '') return;
    if (last?.kind === 'text') spans[spans.length - 1] = { kind: 'text', text: last.text + words };
    else spans.push({ kind: 'text', text: words });
  };
  for (const found of head.matchAll(inline)) {
    if (found.index < from) continue;
    plain(head.slice(from, found.index));
    from = found.index + found[0].length;
    const span = spanOf(found, depth);
    if (typeof span === 'string') plain(span);
    else spans.push(span);
  }
  plain(head.slice(from) + text.slice(maxSpanText));
  return spans;
}

function spanOf({ 0: whole, groups = {} }: RegExpMatchArray, depth: number): Span | string {
  const { escaped, code, label = '', strong, deleted } = groups;
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return { kind: 'code', text: code.trim() === '' ? code : code.replace(/^ | $/g, '') };
  const href = groups['target'] ?? groups['angled'] ?? groups['bare'];
  if (href !== undefined) return isWebAddress(href) ? { kind: 'link', href, text: label.trim() } : whole;
  const inner = strong ?? deleted ?? groups['starred'] ?? groups['underlined'];
  if (inner === undefined) return { kind: 'break' };
  if (depth >= maxDepth) return whole;
  const kind = strong !== undefined ? 'strong' : deleted !== undefined ? 'deleted' : 'emphasis';
  return { kind, spans: parseSpans(inner, depth + 1) };
}

/** Returns whether an address names a host and no user, who could be read as the host. */
function isWebAddress(address: string): boolean {
  return /^https?:\/\/[^/?#@\\]+(?:[/?#][^\\]*)?$/.test(address);
}

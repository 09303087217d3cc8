import { readJson } from '../code/json-tree.ts';
import { type Sequence, type Steps, type Tree, UnreadableTree } from '../code/tree.ts';
import { readYaml } from '../code/yaml-tree.ts';
import { type CaseExtension, type CaseFormat, type CaseRow, idOfRow } from './case-formats.ts';

/** A replacement in a text; the offsets are those of the text before any of them. */
export interface TextEdit {
  readonly offset: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Returns what puts rows into a file: a row with the same ID is replaced, the others stay byte for byte.
 *
 * @throws UnreadableTree when the file is no list, which it then has to be made by hand
 */
export function caseEdits(
  text: string,
  extension: CaseExtension,
  format: CaseFormat,
  rows: readonly CaseRow[],
): readonly TextEdit[] {
  switch (extension) {
    case 'jsonl':
      return lineEdits(text, format, rows);
    case 'json':
      return arrayEdits(text, format, rows);
    case 'yaml':
    case 'yml':
      return listEdits(text, format, rows);
  }
}

/** Applies edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { offset, end, text: put } of edits.toSorted((a, b) => b.offset - a.offset)) {
    result = result.slice(0, offset) + put + result.slice(end);
  }
  return result;
}

/** One line of JSON. The two separators are line breaks to some readers. */
function line(value: unknown): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

const breakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

function lineEdits(text: string, format: CaseFormat, rows: readonly CaseRow[]): TextEdit[] {
  const places = new Map<unknown, TextEdit>();
  for (const { index, 0: written } of text.matchAll(/[^\r\n]+/g)) {
    const id = idOfRow(format, parsed(written.replace(/^\uFEFF/, '')));
    const offset = written.startsWith('\uFEFF') ? index + 1 : index;
    if (id !== undefined && !places.has(id)) places.set(id, { offset, end: index + written.length, text: '' });
  }
  const end = breakOf(text);
  const begin = text === '' || /[\r\n]$/.test(text) ? '' : end;
  return placed(rows, places, line, (added) => ({
    offset: text.length,
    end: text.length,
    text: begin + added.map((row) => line(row) + end).join(''),
  }));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** Edits for the rows that have a place, and one for all others. */
function placed(
  rows: readonly CaseRow[],
  places: ReadonlyMap<unknown, TextEdit>,
  write: (value: unknown) => string,
  add: (values: readonly unknown[]) => TextEdit,
): TextEdit[] {
  const edits: TextEdit[] = [];
  const added: unknown[] = [];
  for (const { id, value } of rows) {
    const place = places.get(id);
    if (place === undefined) added.push(value);
    else edits.push({ ...place, text: write(value) + place.text });
  }
  return added.length === 0 ? edits : [...edits, add(added)];
}

function arrayEdits(text: string, format: CaseFormat, rows: readonly CaseRow[]): TextEdit[] {
  const eol = breakOf(text);
  const body = text.replace(/^\uFEFF/, '');
  const shift = text.length - body.length;
  const write = (indent: string) => (value: unknown) =>
    JSON.stringify(value, undefined, 2).replaceAll('\n', eol + indent);
  const join = (indent: string, values: readonly unknown[]): string =>
    values.map((value) => eol + indent + write(indent)(value)).join(',');
  if (body.trim() === '') {
    return [
      {
        offset: shift,
        end: text.length,
        text: `[${join(
          '  ',
          rows.map(({ value }) => value),
        )}${eol}]${eol}`,
      },
    ];
  }
  const root = whole(readJson(body));
  if (root.kind === 'scalar') throw new UnreadableTree('The file is not a list.');
  const idOf = (item: Tree): unknown => idOfRow(format, parsed(body.slice(item.offset, item.end)));
  if (root.kind === 'mapping') {
    const own = rows.find(({ id }) => id === idOf(root));
    const added = rows.filter((row) => row !== own).map(({ value }) => value);
    const kept = (indent: string): string =>
      own === undefined ? body.slice(root.offset, root.end) : write(indent)(own.value);
    // A file of one case becomes a list around it.
    const list = (): string => `[${eol}  ${kept('  ')},${join('  ', added)}${eol}]`;
    const put = added.length === 0 ? kept('') : list();
    return [{ offset: shift + root.offset, end: shift + root.end, text: put }];
  }
  const places = new Map<unknown, TextEdit>();
  for (const item of root.items) {
    const id = idOf(item);
    const place = { offset: shift + item.offset, end: shift + item.end, text: '' };
    if (id !== undefined && !places.has(id)) places.set(id, place);
  }
  const indent = indentBefore(body, root);
  return placed(rows, places, write(indent), (added) => {
    const last = root.items.at(-1);
    const offset = shift + (last?.end ?? root.offset + 1);
    if (last !== undefined) return { offset, end: offset, text: `,${join(indent, added)}` };
    return { offset, end: shift + root.end - 1, text: `${join(indent, added)}${eol}` };
  });
}

/** A list of YAML. Rows are written on one line, in which JSON is YAML as well. */
function listEdits(text: string, format: CaseFormat, rows: readonly CaseRow[]): TextEdit[] {
  const eol = breakOf(text);
  const at = text.length;
  const begin = text === '' || /[\r\n]$/.test(text) ? '' : eol;
  const add =
    (indent: string) =>
    (added: readonly unknown[]): TextEdit => ({
      offset: at,
      end: at,
      text: begin + added.map((row) => `${indent}- ${line(row)}${eol}`).join(''),
    });
  const isEmpty = text.split(/\r\n|\r|\n/).every((one) => /^\uFEFF?\s*(?:#.*|---\s*)?$/.test(one));
  if (isEmpty) return [add('')(rows.map(({ value }) => value))];
  const root = whole(readYaml(text));
  // In brackets, or followed by another document: only a person can tell where a new item goes.
  if (root.kind !== 'sequence' || text[root.offset] !== '-' || /^(?:---|\.\.\.)/m.test(text.slice(root.end))) {
    throw new UnreadableTree('The file is not a list.');
  }
  const places = new Map<unknown, TextEdit>();
  for (const item of root.items) {
    const id = idOfRow(format, plain(item));
    const written = text.slice(item.offset, item.end);
    // The line break after the last line of a text in several lines is the item's own.
    const rest = /(?:\r\n|\r|\n)\s*$/.exec(written)?.[0] ?? '';
    if (id !== undefined && !places.has(id)) places.set(id, { offset: item.offset, end: item.end, text: rest });
  }
  const indent = /[ \t]*$/.exec(text.slice(0, root.offset))?.[0] ?? '';
  return placed(rows, places, line, add(indent));
}

function plain(tree: Tree | undefined): unknown {
  if (tree?.kind !== 'mapping') return tree?.kind === 'scalar' ? tree.text : undefined;
  return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, plain(value)]));
}

/** White space before the first item of a list, if it begins a line. */
function indentBefore(text: string, { offset, items }: Sequence): string {
  const [first] = items;
  if (first === undefined) return '  ';
  return /[\r\n]([ \t]*)$/.exec(text.slice(offset + 1, first.offset))?.[1] ?? '  ';
}

function whole(steps: Steps<Tree>): Tree {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

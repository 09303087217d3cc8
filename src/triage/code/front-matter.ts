import { readYaml } from './yaml-tree.ts';
import { type Entry, type Tree, UnreadableTree } from './tree.ts';

export interface MarkdownFile {
  /** What stands between the marks at the beginning; undefined when there is nothing, or nothing that can be read. */
  readonly fields: Tree | undefined;
  /** Offset of the first line with words after the front matter, else of the line after it. */
  readonly body: number;
}

/** Characters of front matter that are read. */
const longest = 65_536;
const opening = /^---[ \t]*(?:\r\n|\r|\n)/;
const closing = /(?:^|\r\n|\r|\n)---[ \t]*(?:\r\n|\r|\n|$)/;

/** Reads the front matter of a Markdown file and finds its body. */
export function readMarkdown(text: string): MarkdownFile {
  const start = opening.exec(text)?.[0].length;
  if (start === undefined) return { fields: undefined, body: firstWords(text, 0) };
  const head = text.slice(start, start + longest);
  const end = closing.exec(head);
  if (end === null) return { fields: undefined, body: firstWords(text, 0) };
  return { fields: fieldsIn(head.slice(0, end.index)), body: firstWords(text, start + end.index + end[0].length) };
}

function fieldsIn(yaml: string): Tree | undefined {
  const simple = simpleFields(yaml);
  if (simple !== undefined) return simple;
  try {
    const steps = readYaml(yaml);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  } catch (error) {
    if (error instanceof UnreadableTree) return undefined;
    throw error;
  }
}

/** A key with a text on the same line in which nothing has a meaning to YAML. */
const simpleField = /^([A-Za-z_]\w*):[ \t]+([A-Za-z0-9](?:[\w \t.,()/+-]*[\w.,()/+-])?)[ \t]*$/;

/** Reads fields without the parser, which takes most of the time; undefined when they need it. */
function simpleFields(yaml: string): Tree | undefined {
  const entries = new Map<string, Entry>();
  let offset = 0;
  for (const line of yaml.split('\n')) {
    const [, key, text] = simpleField.exec(line.endsWith('\r') ? line.slice(0, -1) : line) ?? [];
    if (key === undefined || text === undefined) return undefined;
    const begin = line.indexOf(text, key.length + 1) + offset;
    const value: Tree = { kind: 'scalar', text, isText: true, offset: begin, end: begin + text.length };
    entries.set(key, { key: { offset, end: offset + key.length }, value });
    offset += line.length + 1;
  }
  return { kind: 'mapping', entries, offset: 0, end: yaml.length };
}

/** The beginning of the first line at or after an offset that is not blank; the offset itself when there is none. */
function firstWords(text: string, from: number): number {
  const blank = /^(?:[ \t]*(?:\r\n|\r|\n))*/.exec(text.slice(from, from + longest))?.[0].length ?? 0;
  return text.slice(from + blank).trim() === '' ? from : from + blank;
}

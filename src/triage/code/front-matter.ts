import { readYaml } from './yaml-tree.ts';
import { type Tree, UnreadableTree } from './tree.ts';

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

/** The beginning of the first line at or after an offset that is not blank; the offset itself when there is none. */
function firstWords(text: string, from: number): number {
  const blank = /^(?:[ \t]*(?:\r\n|\r|\n))*/.exec(text.slice(from, from + longest))?.[0].length ?? 0;
  return text.slice(from + blank).trim() === '' ? from : from + blank;
}

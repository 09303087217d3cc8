import type { CodeNode } from './code-node.ts';
import { Lines } from './lines.ts';

/**
 * Returns the text of a file with other words for one of its nodes, written as those that stand there; undefined for a node
 * without words, and for YAML, whose layouts belong to pathways.
 *
 * @param file its path or address, which tells the format
 * @param text the text that the node was read from
 */
export function replaceWords(file: string, text: string, node: CodeNode, words: string): string | undefined {
  const lines = new Lines(text);
  const { line, character, endLine, endCharacter } = node.range;
  const [begin, end] = [lines.offset(line, character), lines.offset(endLine, endCharacter)];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const put = (from: number, to: number, own: string): string => text.slice(0, from) + own + text.slice(to);
  const inLines = words.replaceAll(/\r\n?|\n/g, eol);
  if (file.endsWith('.md')) {
    const body = text.slice(begin);
    return body.trim() === words.trim() ? text : put(begin, text.length, `${inLines.trimEnd()}${eol}`);
  }
  if (file.endsWith('.json')) {
    if (node.field === null) return undefined;
    return parsed(text.slice(begin, end)) === words ? text : put(begin, end, JSON.stringify(words));
  }
  return undefined;
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written) as unknown;
  } catch {
    return undefined;
  }
}

import type { CodeNode } from './code-node.ts';
import { Lines } from './lines.ts';

/** Returns the words of a node in a JSON file, from the text that it was read from; undefined when it has none. */
export function nodeText(text: string, { range, field }: CodeNode): string | undefined {
  if (field === null) return undefined;
  const lines = new Lines(text);
  const written = text.slice(
    lines.offset(range.line, range.character),
    lines.offset(range.endLine, range.endCharacter),
  );
  try {
    const words: unknown = JSON.parse(written);
    return typeof words === 'string' ? words : undefined;
  } catch {
    return undefined;
  }
}

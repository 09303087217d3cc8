import { isObject, textOf } from './json-object.ts';

/** Returns the text of a message's content: one text, or parts of which those that are no text are named; null when empty. */
export function contentText(content: unknown): string | null {
  if (!Array.isArray(content)) return textOf(content);
  const parts = content.flatMap((part) => {
    if (!isObject(part)) return textOf(part) ?? [];
    const text = textOf(part['text']) ?? textOf(part['transcript']);
    return text ?? (textOf(part['type']) === null ? [] : `[${String(part['type'])}]`);
  });
  return textOf(parts.join('\n'));
}

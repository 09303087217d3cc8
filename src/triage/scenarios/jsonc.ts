/**
 * Replaces what JSON with comments has and JSON does not: comments, and commas before a closing bracket. Every other character keeps
 * its offset.
 */
export function withoutComments(text: string): string {
  const blank = (whole: string): string => whole.replaceAll(/[^\r\n]/g, ' ');
  const plain = text.replaceAll(/"(?:[^"\\\r\n]|\\.)*"?|\/\/[^\r\n]*|\/\*[^]*?\*\//g, (found) =>
    found.startsWith('"') ? found : blank(found),
  );
  return plain.replaceAll(/"(?:[^"\\\r\n]|\\.)*"?|,(?=\s*[}\]])/g, (found) => (found === ',' ? ' ' : found));
}

/** Characters of a title that a branch has at most. */
const longest = 50;

/**
 * Returns the name of the branch for work on an issue: `triage/T-1042-agent-skipped-verification`. Nothing but letters, digits
 * and hyphens of the texts gets into it, so that it is a valid one whatever they are.
 */
export function branchName(code: string, title: string): string {
  const name = [slug(code, 32), slug(title.toLowerCase(), longest)].filter((part) => part !== '').join('-');
  return `triage/${name || 'issue'}`;
}

/** Words of a text with hyphens between them, cut after a whole word. Accents of Latin letters are dropped, other marks are kept. */
function slug(text: string, most: number): string {
  const plain = text
    .slice(0, 1_000)
    .normalize('NFKD')
    .replaceAll(/([a-z])\p{M}+/giu, '$1')
    .normalize('NFC');
  const words = plain.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  let result = '';
  for (const word of words) {
    const longer = result === '' ? word : `${result}-${word}`;
    if (longer.length > most) break;
    result = longer;
  }
  // A single word that is too long is cut between characters.
  return result === ''
    ? Array.from(words[0] ?? '')
        .slice(0, most)
        .join('')
    : result;
}

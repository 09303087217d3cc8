/** Letters and digits that a text cut by the service must have left to be recognised. */
const minCutLength = 200;

/**
 * Tells whether a stored text is the one that was written, whatever normalisation the service applies: letters and digits
 * are compared, with HTML escaped or taken out. A text that was cut counts when at least 200 of them are left. Texts
 * without any, such as emoji, are compared as they are except for white space.
 */
export function isSameText(written: string, stored: string): boolean {
  const readings = [stored, unescapeHtml(stored)];
  if (readings.some((one) => withoutSpace(one) === withoutSpace(written))) return true;
  const found = readings.map(lettersAndDigits);
  return [written, withoutTags(written)]
    .map(lettersAndDigits)
    .some((sent) => found.some((one) => isEqualOrCut(one, sent)));
}

function isEqualOrCut(found: string, sent: string): boolean {
  return found !== '' && (found === sent || (found.length >= minCutLength && sent.startsWith(found)));
}

function lettersAndDigits(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function withoutSpace(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, '');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function unescapeHtml(text: string): string {
  return text.replace(/&(?:(amp|lt|gt|quot|apos|nbsp)|#0*39|#x0*27);/gi, (_whole, name: string | undefined) =>
    name === undefined ? "'" : (entities[name.toLowerCase()] ?? ''),
  );
}

function withoutTags(text: string): string {
  return text.replace(/<[^<>]*>/g, '');
}

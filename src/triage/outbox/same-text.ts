/** Of a text that the service has cut, so much must be left to be recognised, in letters and digits. */
const leastOfACut = 200;

/**
 * Whether a stored text is what was written, however the service normalises: compared are letters and digits, with HTML
 * escaped or taken out. A stored text that was cut counts when at least 200 of them are left. Texts without any, such as
 * emoji, are compared as they are, except for spaces.
 */
export function isSameText(written: string, stored: string): boolean {
  const readings = [stored, unescaped(stored)];
  if (readings.some((one) => signs(one) === signs(written))) return true;
  const kept = readings.map(essence);
  return [written, withoutTags(written)].map(essence).some((whole) => kept.some((one) => isOrBegins(one, whole)));
}

function isOrBegins(kept: string, whole: string): boolean {
  return kept !== '' && (kept === whole || (kept.length >= leastOfACut && whole.startsWith(kept)));
}

function essence(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function signs(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, '');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function unescaped(text: string): string {
  return text.replace(/&(?:(amp|lt|gt|quot|apos|nbsp)|#0*39|#x0*27);/gi, (_whole, name: string | undefined) =>
    name === undefined ? "'" : (entities[name.toLowerCase()] ?? ''),
  );
}

function withoutTags(text: string): string {
  return text.replace(/<[^<>]*>/g, '');
}

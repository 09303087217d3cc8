/** Part of a text in UTF-16 units, the end exclusive. */
export type TextRange = readonly [start: number, end: number];

/** Accents and other marks that modify any letter, and characters that are not seen. */
const ignored = /[\p{Script=Inherited}\p{Cf}]/gu;
/** Letters with their marks; a run of blanks counts as one. */
const cluster = /\s+|\P{M}\p{M}*|\p{M}+/gu;
const asciiSign = /^[!-~]$/;

/** Returns a text in the form in which texts are compared: without case, accents, invisible characters and differences of blanks. */
export function foldText(text: string): string {
  // By upper case: `ß` equals `SS`, and all forms of sigma are one.
  const plain = text.normalize('NFKD').replace(ignored, '').toUpperCase().toLowerCase();
  return plain.replaceAll('ς', 'σ').replace(ignored, '').replace(/\s+/gu, ' ');
}

/**
 * Returns the places of a text in another, which do not overlap.
 *
 * @param wanted as `foldText` returns it; an empty one is nowhere
 */
export function findText(text: string, wanted: string): readonly TextRange[] {
  if (wanted === '' || !foldText(text).includes(wanted)) return [];
  let folded = '';
  /** For each unit of `folded`, the part of the text that it comes from. */
  const origins: TextRange[] = [];
  for (const { 0: part, index } of text.matchAll(cluster)) {
    const plain = asciiSign.test(part) ? part.toLowerCase() : foldText(part);
    folded += plain;
    for (let unit = 0; unit < plain.length; unit += 1) origins.push([index, index + part.length]);
  }
  const found: TextRange[] = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    const [start] = origins[at] ?? [0];
    const [, end] = origins[at + wanted.length - 1] ?? [0, 0];
    found.push([Math.max(start, found.at(-1)?.[1] ?? 0), end]);
  }
  return found;
}

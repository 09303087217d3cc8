// @ts-check
// A language made up to find text that cannot be translated, and text that has no room: every string of the extension in brackets,
// with strange letters, and 40 % longer, as translations often are.
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';
import { readStrings, sources, writeJson } from './translations.mjs';

/** VS Code's own name of its made-up language. */
export const pseudoLanguage = 'qps-ploc';

/** Left as it is: values, targets of links, addresses, icons, code, and line breaks. */
const kept = /\{\d+\}|\]\([^)]*\)|https?:\/\/\S+|\$\([\w-]+\)|`[^`]*`|\n/g;

const plain = 'aceinorsuyACEINORSUY';
const strange = 'áçéîñöřšûýÁÇÉÎÑÖŘŠÛÝ';

/** @param {string} text */
const accented = (text) =>
  text.replaceAll(new RegExp(`[${plain}]`, 'g'), (letter) => strange[plain.indexOf(letter)] ?? letter);

/** @param {string} line @returns {string} */
function bracketed(line) {
  if (line.trim() === '') return line;
  const [before = '', after = ''] = [/^\s*/.exec(line)?.[0], /\s*$/.exec(line)?.[0]];
  const core = line.trim();
  const long = Math.ceil(core.length * 0.4);
  const filler = 'one two three four five six seven '
    .repeat(Math.ceil(long / 34))
    .slice(0, long)
    .trim();
  // A line that is one link as a whole stays one: VS Code draws it as a button.
  const link = /^\[(.*)\](\(command:[^)]*\))$/.exec(core);
  if (link !== null) return `${before}[${bracketed(link[1] ?? '')}]${link[2] ?? ''}${after}`;
  let text = '';
  let last = 0;
  for (const { 0: part, index } of core.matchAll(kept)) {
    text += accented(core.slice(last, index)) + part;
    last = index + part.length;
  }
  return `${before}⟦${text}${accented(core.slice(last))} ${filler}⟧${after}`;
}

/** @param {string} text An English string. @returns {string} The same in the made-up language. */
export function pseudo(text) {
  return text.split('\n').map(bracketed).join('\n');
}

/**
 * Makes a folder with the built extension in it, speaking the made-up language. Copied, not linked: the editor tells by a module's path
 * which extension it belongs to.
 * @param {string} folder
 */
export async function writePseudoExtension(folder) {
  for (const name of ['package.json', 'dist', 'media']) {
    await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  await mkdir(path.join(folder, 'l10n'));
  for (const { english, translated } of Object.values(sources)) {
    const all = await readStrings(english);
    await writeJson(path.join(folder, path.relative(root, english)), all);
    const strings = Object.entries(all).map(([key, text]) => [key, pseudo(text)]);
    await writeJson(path.join(folder, path.relative(root, translated(pseudoLanguage))), Object.fromEntries(strings));
  }
}

// @ts-check
// `npm run l10n`: collects every string that users see into the files that translations are made from, and brings the translations
// in line: what no code shows any more goes, and what a language lacks is listed in a file to fill in.
import { getL10nJson } from '@vscode/l10n-dev';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { results, root } from './paths.mjs';
import { languages, readStrings, sources, writeJson } from './translations.mjs';

/** The strings of the code, beside those of the manifest in package.nls.json. */
export const bundle = sources.code.english;

/** @param {string} folder @returns {Promise<string>} All of its code as one text: the exporter takes long for each. */
async function codeOf(folder) {
  const files = await readdir(path.join(root, folder), { recursive: true });
  const code = files.filter((file) => file.endsWith('.ts')).toSorted();
  const texts = await Promise.all(code.map((file) => readFile(path.join(root, folder, file), 'utf8')));
  return texts.join('\n').replaceAll(/^import [^;]*;$/gm, '');
}

/** @returns {Promise<string>} The bundle as it has to be. */
export async function strings() {
  const host = `import * as vscode from 'vscode';\nimport { l10n } from 'vscode';\n${await codeOf('src')}`;
  // The exporter knows `l10n.t` of the editor's packages alone. Pages are given the same translations, by a `t` of their own.
  const pages = `import * as l10n from '@vscode/l10n';\n${(await codeOf('media')).replaceAll(/(?<![.\w])t\(/g, 'l10n.t(')}`;
  const found = await getL10nJson([host, pages].map((contents) => ({ extension: '.ts', contents })));
  const sorted = Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`;
}

/** @typedef {Record<string, { english: string, translation: string }>} Gaps What a language lacks, by the key of its string. */

/**
 * Brings the translations into a language in line with the English strings. Those that were filled in are taken over.
 * @param {string} language
 */
async function align(language) {
  const list = path.join(results, 'l10n', `missing.${language}.json`);
  /** @type {Partial<Record<string, Gaps>>} */
  const filled = JSON.parse(await readFile(list, 'utf8').catch(() => '{}'));
  /** @type {Record<string, Gaps>} */
  const gaps = {};
  for (const [name, { english, translated }] of Object.entries(sources)) {
    const [all, before] = await Promise.all([readStrings(english), readStrings(translated(language))]);
    const now = Object.entries(all).map(([key, text]) => {
      const offered = filled[name]?.[key];
      return /** @type {const} */ ([key, before[key] ?? (offered?.english === text ? offered.translation : '')]);
    });
    const missing = now.filter(([, text]) => text === '').map(([key]) => key);
    await writeJson(translated(language), Object.fromEntries(now.filter(([, text]) => text !== '')));
    if (missing.length > 0) {
      gaps[name] = Object.fromEntries(missing.map((key) => [key, { english: all[key] ?? '', translation: '' }]));
    }
  }
  const count = Object.values(gaps).reduce((sum, found) => sum + Object.keys(found).length, 0);
  await rm(list, { force: true });
  if (count === 0) return;
  await mkdir(path.dirname(list), { recursive: true });
  await writeJson(list, gaps);
  console.log(`${language} lacks ${count}. Fill in their translations and run this again:`);
  console.log(`  ${path.relative(root, list)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(path.dirname(bundle), { recursive: true });
  await writeFile(bundle, await strings());
  console.log(path.relative(root, bundle));
  for (const language of await languages()) await align(language);
}

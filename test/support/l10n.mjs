// @ts-check
// `npm run l10n`: collects every string that users see into the files that translations are made from.
import { getL10nJson } from '@vscode/l10n-dev';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { root } from './paths.mjs';

/** The strings of the code, beside those of the manifest in package.nls.json. */
export const bundle = path.join(root, 'l10n', 'bundle.l10n.json');

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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(path.dirname(bundle), { recursive: true });
  await writeFile(bundle, await strings());
  console.log(path.relative(root, bundle));
}

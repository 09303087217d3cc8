// @ts-check
// `npm run docs`: writes docs/SETTINGS.md from what the manifest says of each setting.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { root } from './paths.mjs';

export const settingsPage = path.join(root, 'docs', 'SETTINGS.md');

/**
 * @typedef {{ type: string | string[], scope?: string, default?: unknown, markdownDescription?: string, description?: string }} Setting
 */

/** @returns {Promise<string>} The page as it has to be. */
export async function settings() {
  /** @type {{ contributes: { configuration: { properties: Record<string, Setting> } } }} */
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  /** @type {Record<string, string>} */
  const words = JSON.parse(await readFile(path.join(root, 'package.nls.json'), 'utf8'));
  const sections = Object.entries(manifest.contributes.configuration.properties).map(
    ([name, { scope = 'window', default: usual, ...about }]) => {
      const key = (about.markdownDescription ?? about.description ?? '').replaceAll('%', '');
      const text = (words[key] ?? key).replaceAll(/`#([\w.]+)#`/g, '`$1`');
      return `## \`${name}\`\n\n${text}\n\nDefault: \`${JSON.stringify(usual)}\`. Scope: ${scope}.\n`;
    },
  );
  return `# Settings\n\nWritten by \`npm run docs\` from \`package.json\`.\n\n${sections.join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(settingsPage, await settings());
  console.log(path.relative(root, settingsPage));
}

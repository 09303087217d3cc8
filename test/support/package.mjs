// @ts-check
// Packs what is built into a .vsix. Everything is bundled, so no dependency goes along.
//   node test/support/package.mjs        builds, then packs into the repository's folder
import { createVSIX } from '@vscode/vsce';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { root } from './paths.mjs';
import { run } from './processes.mjs';

/**
 * Builds the extension.
 * @param {(line: string) => void} log
 * @returns {Promise<{ withinBudgets: boolean }>} A build that is too large still works.
 * @throws {Error} When nothing could be built.
 */
export async function build(log) {
  const started = Date.now();
  const { code } = await run(process.execPath, ['esbuild.mjs'], { cwd: root, onLine: log });
  if (code === 0) return { withinBudgets: true };
  // The sizes are taken from what was written, and written last.
  const sizes = await stat(path.join(root, 'dist', 'meta.json')).catch(() => undefined);
  if (sizes === undefined || sizes.mtimeMs < started) throw new Error('The build failed.');
  return { withinBudgets: false };
}

/**
 * Packs the built extension.
 * @param {string} [folder] Where to. Default: the repository's folder.
 * @returns {Promise<string>} The .vsix.
 */
export async function pack(folder = root) {
  const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const packagePath = path.join(folder, `${name}-${version}.vsix`);
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return packagePath;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { withinBudgets } = await build(console.log);
  if (!withinBudgets) process.exitCode = 1;
  console.log(await pack());
}

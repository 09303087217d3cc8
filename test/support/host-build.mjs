// @ts-check
// Bundles the suites that run in the extension host: one file per suite, so that the host finds them by name.
import { build } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { keepScripts } from './keep-scripts.mjs';
import { cache, root } from './paths.mjs';

/** Below the extension's folder: `vscode` can only be imported from there. */
const outdir = path.join(cache, 'host');

/** @returns {Promise<string>} The module to give as `extensionTestsPath`. */
export async function buildHostSuites() {
  const folder = path.join(root, 'test', 'host');
  const files = await readdir(folder);
  const suites = files.filter((file) => file.endsWith('.host.ts'));
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: ['index.ts', ...suites].map((file) => path.join(folder, file)),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    packages: 'external',
    plugins: [keepScripts],
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.js');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await buildHostSuites());

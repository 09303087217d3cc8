// @ts-check
// `npm run screenshot`: takes the README's picture of the real editor, after a build of what is to be seen.
import './modern-node.mjs';
import { build as bundle } from 'esbuild';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { keepScripts } from './keep-scripts.mjs';
import { build } from './package.mjs';
import { cache, root } from './paths.mjs';

try {
  await build(console.log);
  const outfile = path.join(cache, 'screenshot.js');
  await bundle({
    entryPoints: [path.join(root, 'test', 'e2e', 'readme-screenshot.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    plugins: [keepScripts],
    logLevel: 'warning',
  });
  const { takeScreenshot } = await import(pathToFileURL(outfile).href);
  console.log(await takeScreenshot());
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

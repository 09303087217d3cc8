// @ts-check
// Runs a TypeScript program of the repository: `node test/support/run-typescript.mjs FILE [ARGUMENTS]`.
import './modern-node.mjs';
import { build } from 'esbuild';
import path from 'node:path';
import process from 'node:process';
import { keepScripts } from './keep-scripts.mjs';
import { cache, root } from './paths.mjs';
import { start } from './processes.mjs';

const [file = '', ...args] = process.argv.slice(2);
const outfile = path.join(cache, 'programs', file.replace(/\.ts$/, '.mjs'));
await build({
  entryPoints: [path.resolve(root, file)],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  packages: 'external',
  plugins: [keepScripts],
  logLevel: 'warning',
});
const child = start(process.execPath, ['--expose-gc', outfile, ...args], { stdio: 'inherit', cwd: root });
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

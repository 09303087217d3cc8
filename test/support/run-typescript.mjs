// @ts-check
// Runs a TypeScript program of the repository: `node test/support/run-typescript.mjs FILE [ARGUMENTS]`.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { cache, root } from './paths.mjs';

const [file = '', ...args] = process.argv.slice(2);
const outfile = path.join(cache, 'programs', `${path.basename(file, '.ts')}.mjs`);
await build({
  entryPoints: [path.resolve(root, file)],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
const child = spawn(process.execPath, ['--expose-gc', outfile, ...args], { stdio: 'inherit', cwd: root });
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

// @ts-check
// Type-checks every layer by itself: each tsconfig.json says what its folder may know.
//   node test/support/types.mjs
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { installed, root } from './paths.mjs';
import { run } from './processes.mjs';

/** @returns {Promise<string[]>} Every tsconfig.json of a layer, relative to the repository. */
export async function layers() {
  const found = await Promise.all(
    ['src', 'media', 'test'].map(async (folder) => {
      const files = await readdir(path.join(root, folder), { recursive: true }).catch(() => []);
      return files.filter((file) => path.basename(file) === 'tsconfig.json').map((file) => path.join(folder, file));
    }),
  );
  return found.flat().sort();
}

/** @param {string} project A tsconfig.json. @returns {Promise<{ code: number, output: string }>} */
export async function checkLayer(project) {
  const compiler = path.join(installed('typescript-7'), 'bin', 'tsc');
  return await run(process.execPath, [compiler, '-p', project, '--pretty', 'false'], { cwd: root });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const project of await layers()) {
    const { code, output } = await checkLayer(project);
    console.log(`${project}: ${code === 0 ? 'fine' : `\n${output}`}`);
    if (code !== 0) process.exitCode = 1;
  }
}

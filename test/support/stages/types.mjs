// @ts-check
// Type-checks every layer by itself: each tsconfig.json says what its folder may know.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { installed, root } from '../paths.mjs';
import { run } from '../processes.mjs';
import { one } from './tally.mjs';

/** @returns {Promise<string[]>} Every tsconfig.json of a layer, relative to the repository. */
async function layers() {
  const found = await Promise.all(
    ['src', 'media', 'test'].map(async (folder) => {
      const files = await readdir(path.join(root, folder), { recursive: true }).catch(() => []);
      return files.filter((file) => path.basename(file) === 'tsconfig.json').map((file) => path.join(folder, file));
    }),
  );
  return found.flat().sort();
}

/** @returns {Promise<Omit<import('./lanes.mjs').Job, 'stage'>[]>} A job for each layer. */
export async function typesJobs() {
  const compiler = path.join(installed('typescript-7'), 'bin', 'tsc');
  return (await layers()).map((layer) => ({
    name: `types of ${path.dirname(layer)}`,
    async work(log) {
      // Side by side, one thread each takes less than several threads one after the other.
      const args = [compiler, '-p', layer, '--pretty', 'false', '--singleThreaded'];
      const { code, output } = await run(process.execPath, args, { cwd: root });
      if (code !== 0) log(output.trimEnd());
      return one(code === 0);
    },
  }));
}

// @ts-check
// The tests that drive an editor: a job for each file, so that two editors can run side by side.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { root } from '../paths.mjs';
import { leftOut } from './tally.mjs';
import { vitest } from './vitest.mjs';

/**
 * @typedef {import('./tally.mjs').Tally} Tally
 * @typedef {Omit<import('./lanes.mjs').Job, 'stage'>} Job
 */

/** Tests of the packed extension: what its page says, and whether it works at all, which all others say of the development folder. */
export const packedOnly = ['extension-page', 'smoke'];

/**
 * Runs a file. One that fails is run once more in a fresh editor, and counted as flaky when it passes: what fails twice is a
 * fault, what fails once is the price of a browser, a server and a machine that others use as well.
 * @param {string} name @param {string} file @param {NodeJS.ProcessEnv} env @param {(line: string) => void} log @returns {Promise<Tally>}
 */
async function runFile(name, file, env, log) {
  const options = { config: 'test/e2e/vitest.config.ts', filters: [file], env, log };
  const first = await vitest({ name, ...options });
  if (first.failed === 0) return first;
  log(`${file} failed: once more, in a fresh editor`);
  const second = await vitest({ name: `${name}-again`, ...options });
  return second.failed === 0 ? { ...second, flaky: [first.failures[0]?.name ?? file] } : second;
}

/**
 * @param {string} stage Its name, with which the names of the jobs begin.
 * @param {readonly string[]} filters Parts of files' names. Without any: all files.
 * @param {() => Promise<NodeJS.ProcessEnv>} environment Asked for when the first file is run.
 * @returns {Promise<Job[]>}
 */
export async function e2eJobs(stage, filters, environment) {
  if (process.platform === 'win32') {
    const reason = 'code-server, which these tests drive, does not run on Windows';
    return [{ name: stage, work: async () => leftOut(stage, reason) }];
  }
  const all = (await readdir(path.join(root, 'test', 'e2e'))).filter((file) => file.endsWith('.test.ts'));
  return all
    .filter((file) => filters.length === 0 || filters.some((part) => file.includes(part)))
    .filter((file) => stage === 'package' || !packedOnly.some((part) => file.includes(part)))
    .map((file) => {
      const name = `${stage}-${path.basename(file, '.test.ts')}`;
      return { name, work: async (log) => runFile(name, `test/e2e/${file}`, await environment(), log) };
    });
}

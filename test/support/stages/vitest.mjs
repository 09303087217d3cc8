// @ts-check
// Runs the tests of one vitest configuration.
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { installed, results, root } from '../paths.mjs';
import { cleanEnvironment, run, withNodeFirst } from '../processes.mjs';
import { leftOut, readTally } from './tally.mjs';

const reporter = fileURLToPath(new URL('vitest-reporter.mjs', import.meta.url));

/** Whether the output is read in a terminal: the tests' own process writes into a pipe and can't know. */
const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };

/** Longer than any single test may take. Milliseconds. */
const silence = 300_000;

/**
 * @typedef {object} VitestRun
 * @property {string} name Of the stage.
 * @property {string} config The configuration, relative to the repository.
 * @property {readonly string[]} [filters] Parts of test files' names. Without any: all.
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(line: string) => void} log
 * @property {boolean} [yields] Whether it leaves the processors to what else runs here.
 * @property {string} [node] The Node program that runs them. Default: the one that runs this.
 * @property {readonly string[]} [changed] Files: only the tests that import one of them are run, and those among them.
 */

/** @param {VitestRun} options @returns {Promise<import('./tally.mjs').Tally>} */
export async function vitest({
  name,
  config,
  log,
  changed,
  yields = false,
  filters = [],
  env = {},
  node = process.execPath,
}) {
  if (!(await stat(path.join(root, config)).catch(() => undefined))) return leftOut(name, `there is no ${config}`);
  await mkdir(results, { recursive: true });
  const file = path.join(results, `${name}.json`);
  await rm(file, { force: true });
  const program = path.join(installed('vitest'), 'vitest.mjs');
  const args = ['--run', '--config', config, '--reporter=default', `--reporter=${reporter}`];
  if (filters.length > 0) args.push('--passWithNoTests');
  // Slow suites are for the whole run; this one has both processors to itself.
  if (changed !== undefined)
    args.unshift('related', ...changed, '--tags-filter=!slow', `--maxWorkers=${availableParallelism()}`);
  const { code } = await run(node, [program, ...args, ...filters], {
    cwd: root,
    env: { ...withNodeFirst(node, cleanEnvironment()), ...colours, ...env, CALL_TRIAGE_TEST_RESULTS: file },
    onLine: log,
    silence,
    yields,
  });
  return readTally(await readFile(file, 'utf8').catch(() => ''), code);
}

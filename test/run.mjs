// @ts-check
// `npm test`: every check and test there is. Its last line is `N passed, N failed[, N skipped]`, and its exit code tells the same.
//   npm test
//   npm test -- --only unit,host          some stages
//   npm test -- --only unit outbox        and of their tests, those in files whose names contain this
//   npm test -- --provision               installs system packages that are missing (Debian, as root); in CI it does so by itself
//   npm run check                         (`--changed`) the checks, and the unit tests that what changed concerns
import './support/modern-node.mjs';
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { cache, installed, root } from './support/paths.mjs';
import { build, pack } from './support/package.mjs';
import { cleanEnvironment, run } from './support/processes.mjs';
import { provisionChromium, provisionServer } from './support/provision.mjs';
import { allowSystemPackages } from './support/provision/system.mjs';
import { changedFiles } from './support/stages/changed.mjs';
import { e2eJobs, packedOnly } from './support/stages/e2e.mjs';
import { host } from './support/stages/host.mjs';
import { runLanes } from './support/stages/lanes.mjs';
import { oldestNode } from './support/stages/oldest-node.mjs';
import { flakyCounted, nothing, one, sentence, sum } from './support/stages/tally.mjs';
import { typesJobs } from './support/stages/types.mjs';
import { vitest } from './support/stages/vitest.mjs';

/**
 * @typedef {import('./support/stages/tally.mjs').Tally} Tally
 * @typedef {import('./support/stages/lanes.mjs').Log} Log
 * @typedef {import('./support/stages/lanes.mjs').Job} Job
 */

const { values: options, positionals: filters } = parseArgs({
  options: { only: { type: 'string' }, changed: { type: 'boolean' }, provision: { type: 'boolean' } },
  allowPositionals: true,
});

/** Runs one check of the whole project. @param {string} name @param {string} program @param {readonly string[]} args @returns {(log: Log) => Promise<Tally>} */
const check = (name, program, args) => async (log) => {
  const file = path.join(installed(name), 'bin', program);
  const { code, output } = await run(process.execPath, [file, ...args], { cwd: root, env: cleanEnvironment() });
  log(code === 0 ? `${program}: fine` : output.trimEnd());
  return one(code === 0);
};

/** Whether there is something to run in an editor or a page. */
let isBuilt = false;

/** @param {Log} log @returns {Promise<Tally>} */
async function buildStage(log) {
  const { withinBudgets } = await build(log);
  isBuilt = true;
  return one(withinBudgets);
}

/** Begun early: it takes minutes at the first time, and most stages don't need it. @type {Promise<[unknown, string]> | undefined} */
let provisioning;

/** @returns {Promise<NodeJS.ProcessEnv>} Which browser tests drive. */
async function browser() {
  const chromium = await provisioning;
  return chromium === undefined ? {} : { CHROME_PATH: chromium[1] };
}

/** The tests of one configuration that need no editor. @param {string} name @param {Log} log @param {NodeJS.ProcessEnv} [env] */
const tests = (name, log, env = {}) =>
  vitest({ name, config: `test/${name}/vitest.config.ts`, filters, env, log, yields: true });

/** @param {Log} log */
const webview = async (log) => await tests('webview', log, { CHROME_PATH: await provisionChromium(log) });

/** The unit tests of what changed, and those of the project, which read its files instead of importing them. @param {Log} log */
async function unitTestsOfChanges(log) {
  const project = path.join('test', 'unit', 'project');
  const always = (await readdir(path.join(root, project))).filter((file) => file.endsWith('.test.ts'));
  const changed = (await changedFiles()).filter((file) => /^(src|media|test)\/.*\.(ts|mjs|json)$/.test(file));
  log(`${changed.length} changed files`);
  const files = [...changed, ...always.map((file) => path.join(project, file))];
  return await vitest({ name: 'unit', config: 'test/unit/vitest.config.ts', changed: files, log });
}

/** Packed once, for all tests that want it. @type {Promise<string> | undefined} */
let packing;

/** The smoke test on what ships, packed and installed, and its page in the Extensions view. */
const packaged = () =>
  e2eJobs('package', packedOnly, async () => ({
    ...(await browser()),
    CALL_TRIAGE_TEST_VSIX: await (packing ??= pack(cache)),
  }));

/** A stage that is a single job. @param {string} name @param {(log: Log) => Promise<Tally>} work */
const single = (name, work) => ({ name, jobs: async () => [{ name, work }] });

/**
 * `isCheck`: it runs before the tests, and in `npm run check`. `editor` and `build` are what it needs.
 * @typedef {{ name: string, jobs: () => Promise<Omit<Job, 'stage'>[]>, isCheck?: true, editor?: true, build?: true }} Stage
 */

const knip = ['--no-config-hints'];

/** Of each lane the longest first, so that what is left at the end is short. @type {readonly Stage[]} */
const stages = [
  { ...single('lint', check('oxlint', 'oxlint', ['--deny-warnings'])), isCheck: true },
  { ...single('format', check('oxfmt', 'oxfmt', ['--check'])), isCheck: true },
  {
    ...single('imports', check('dependency-cruiser', 'dependency-cruiser.mjs', ['src', 'media'])),
    isCheck: true,
  },
  { ...single('unused', check('knip', 'knip.js', knip)), isCheck: true },
  { name: 'types', jobs: typesJobs, isCheck: true },
  { ...single('build', buildStage), isCheck: true },
  single('unit', (log) => tests('unit', log)),
  { ...single('webview', webview), build: true },
  single('oldest-node', (log) => oldestNode('oldest-node', filters, log)),
  single('processes', (log) => tests('processes', log)),
  single('simulation', (log) => tests('simulation', log)),
  { ...single('host', (log) => host(filters[0] ?? '', log)), build: true, editor: true },
  { name: 'e2e', jobs: () => e2eJobs('e2e', filters, browser), build: true, editor: true },
  { name: 'package', jobs: packaged, build: true, editor: true },
];

/** @returns {readonly Stage[]} @throws {Error} When a stage is asked for that does not exist. */
function chosen() {
  if (options.changed === true) {
    const checks = stages.filter(({ name, isCheck }) => isCheck === true && name !== 'build');
    return [{ ...single('unit', unitTestsOfChanges), isCheck: true }, ...checks];
  }
  if (options.only === undefined) return stages;
  const only = options.only.split(',');
  const unknown = only.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0)
    throw new Error(`There is no stage ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}.`);
  // What needs a build gets one, whether asked for or not.
  const needsBuild = stages.some((stage) => stage.build === true && only.includes(stage.name));
  return stages.filter(({ name }) => only.includes(name) || (name === 'build' && needsBuild));
}

/** @param {readonly Stage[]} some */
async function jobsOf(some) {
  const jobs = some.map(async ({ name: stage, jobs, build: needsBuild }) =>
    (await jobs()).map(({ name, work }) => ({
      stage,
      name,
      async work(/** @type {Log} */ log) {
        if (needsBuild !== true || isBuilt) return await work(log);
        log('not run: the build failed');
        return one(false);
      },
    })),
  );
  return (await Promise.all(jobs)).flat();
}

/** @returns {Promise<Tally>} */
async function main() {
  const todo = chosen();
  console.log(`Node ${process.version}`);
  // The suites in a host need no other editor when they shall run in a desktop VS Code of this version.
  const hasDesktop = process.env['CALL_TRIAGE_EDITOR'] !== undefined;
  const needsServer = todo.some(({ name, editor }) => editor === true && !(hasDesktop && name === 'host'));
  if (needsServer && process.platform !== 'win32') {
    const progress = (/** @type {string} */ line) => console.log(`provision: ${line}`);
    provisioning = Promise.all([provisionServer(progress), provisionChromium(progress)]);
    // Told by the stages that need it.
    provisioning.catch(() => undefined);
  }
  const cores = availableParallelism();
  const checks = await jobsOf(todo.filter(({ isCheck }) => isCheck === true));
  const editors = await jobsOf(todo.filter(({ editor }) => editor === true));
  const others = await jobsOf(todo.filter(({ isCheck, editor }) => isCheck !== true && editor !== true));
  const done = await runLanes([checks, ...Array.from({ length: cores - 1 }, () => [])]);
  // An editor, its browser and a service keep about one core busy.
  done.push(...(await runLanes(cores === 1 ? [[...others, ...editors]] : [editors, others])));
  console.log('\n── result');
  for (const { name } of todo) {
    const parts = done.filter(({ stage }) => stage === name);
    const seconds = parts.reduce((total, part) => total + part.seconds, 0);
    console.log(`${name.padEnd(11)} ${sentence(sum(parts.map(({ tally }) => tally)))} (${seconds.toFixed(0)} s)`);
  }
  const all = sum(done.map(({ tally }) => tally));
  // Once more at the end, where whoever sees only that finds it.
  for (const { name, message } of all.failures) console.log(`failed      ${name}: ${message.split('\n', 1)[0]}`);
  for (const name of all.flaky) console.log(`flaky       ${name} passed at the second try`);
  return flakyCounted(all);
}

let total = nothing();
try {
  if (options.provision === true) allowSystemPackages();
  total = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  total = one(false);
}
console.log(`\n${sentence(total)}`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

// @ts-check
// `npm test`: everything, in order, each stage with its own counts, and one closing line.
//   npm test                              all of it
//   npm test -- --only unit,host          some stages
//   npm test -- --only unit outbox        and of their tests, those in files whose names contain this
import './support/modern-node.mjs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { cache, installed, root } from './support/paths.mjs';
import { build, pack } from './support/package.mjs';
import { cleanEnvironment, run } from './support/processes.mjs';
import { provisionChromium, provisionServer } from './support/provision.mjs';
import { host } from './support/stages/host.mjs';
import { oldestNode } from './support/stages/oldest-node.mjs';
import { leftOut, nothing, one, sentence, sum } from './support/stages/tally.mjs';
import { vitest } from './support/stages/vitest.mjs';
import { checkLayer, layers } from './support/types.mjs';

/** @typedef {import('./support/stages/tally.mjs').Tally} Tally */

const { only, filters } = readArguments(process.argv.slice(2));
const log = (/** @type {string} */ line) => console.log(line);

/** Runs one check of the whole project. @param {string} name @param {string} program @param {readonly string[]} args @returns {Promise<Tally>} */
async function check(name, program, args) {
  const file = path.join(installed(name), 'bin', program);
  const { code, output } = await run(process.execPath, [file, ...args], { cwd: root, env: cleanEnvironment() });
  log(code === 0 ? `${program}: fine` : output.trimEnd());
  return one(code === 0);
}

/** @returns {Promise<Tally>} */
async function types() {
  /** @type {Tally[]} */
  const tallies = [];
  for (const layer of await layers()) {
    const { code, output } = await checkLayer(layer);
    log(code === 0 ? `${layer}: fine` : `${layer}:\n${output.trimEnd()}`);
    tallies.push(one(code === 0));
  }
  return sum(tallies);
}

let built = false;

/** @returns {Promise<Tally>} */
async function buildStage() {
  const { withinBudgets } = await build(log);
  built = true;
  return one(withinBudgets);
}

/** Begun early: it takes minutes at the first time, and most stages don't need it. @type {Promise<[unknown, string]> | undefined} */
let provisioning;

/** @returns {Promise<NodeJS.ProcessEnv>} Where the browser is, for tests that start one themselves. */
async function browser() {
  const chromium = await provisionChromium(log);
  return { CHROME_PATH: chromium };
}

/** @param {string} name @returns {Promise<Tally>} */
async function webview(name) {
  return await vitest({ name, config: 'test/webview/vitest.config.ts', filters, env: await browser() });
}

/**
 * The tests that drive an editor, a file at a time. A file that fails is run once more in a fresh editor, which is said: what
 * fails twice is a fault, what fails once is the price of a browser, a server and a machine that others use as well.
 * @param {string} name @param {NodeJS.ProcessEnv} [env] @param {readonly string[]} [wanted] @returns {Promise<Tally>}
 */
async function e2e(name, env, wanted = filters) {
  if (process.platform === 'win32')
    return leftOut(name, 'code-server, which these tests drive, does not run on Windows');
  const chromium = await provisioning;
  const browserPath = chromium === undefined ? {} : { CHROME_PATH: chromium[1] };
  const all = (await readdir(path.join(root, 'test', 'e2e'))).filter((file) => file.endsWith('.test.ts'));
  /** @type {Tally[]} */
  const tallies = [];
  for (const file of all.filter((one) => wanted.length === 0 || wanted.some((part) => one.includes(part)))) {
    const options = {
      config: 'test/e2e/vitest.config.ts',
      filters: [`test/e2e/${file}`],
      env: { ...env, ...browserPath },
    };
    const first = await vitest({ name: `${name}-${path.basename(file, '.test.ts')}`, ...options });
    if (first.failed > 0) log(`${file} failed: once more, in a fresh editor`);
    tallies.push(first.failed === 0 ? first : await vitest({ name: `${name}-again`, ...options }));
  }
  return sum(tallies);
}

/** Packs what ships and runs the smoke test on it, installed. @param {string} name @returns {Promise<Tally>} */
async function packaged(name) {
  const file = await pack(cache);
  log(`packed ${path.relative(root, file)}`);
  return sum([one(true), await e2e(name, { CALL_TRIAGE_TEST_VSIX: file }, ['smoke'])]);
}

/** @typedef {{ name: string, work: (name: string) => Promise<Tally>, editor?: true, build?: true }} Stage `editor` and `build` are what it needs. */

/** @type {readonly Stage[]} */
const stages = [
  { name: 'lint', work: () => check('oxlint', 'oxlint', ['--deny-warnings']) },
  { name: 'format', work: () => check('oxfmt', 'oxfmt', ['--check']) },
  {
    name: 'unused',
    work: () => check('knip', 'knip.js', ['--include', 'files,dependencies,unlisted,unresolved', '--no-config-hints']),
  },
  { name: 'types', work: types },
  { name: 'build', work: buildStage },
  { name: 'unit', work: (name) => vitest({ name, config: 'test/unit/vitest.config.ts', filters }) },
  { name: 'simulation', work: (name) => vitest({ name, config: 'test/simulation/vitest.config.ts', filters }) },
  { name: 'processes', work: (name) => vitest({ name, config: 'test/processes/vitest.config.ts', filters }) },
  { name: 'oldest-node', work: (name) => oldestNode(name, filters, log) },
  { name: 'webview', work: webview, build: true },
  { name: 'host', work: () => host(filters[0] ?? ''), build: true, editor: true },
  { name: 'e2e', work: (name) => e2e(name), build: true, editor: true },
  { name: 'package', work: packaged, build: true, editor: true },
];

/** @param {readonly string[]} args */
function readArguments(args) {
  const at = args.findIndex((arg) => arg === '--only' || arg.startsWith('--only='));
  if (at === -1) return { only: undefined, filters: args };
  const inline = args[at]?.split('=')[1];
  const names = inline ?? args[at + 1] ?? '';
  return { only: names.split(','), filters: args.toSpliced(at, inline === undefined ? 2 : 1) };
}

/** @returns {readonly Stage[]} @throws {Error} When a stage is asked for that does not exist. */
function chosen() {
  if (only === undefined) return stages;
  const unknown = only.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0)
    throw new Error(`There is no stage ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}.`);
  // What needs a build gets one, whether asked for or not.
  const needsBuild = stages.some((stage) => stage.build === true && only.includes(stage.name));
  return stages.filter(({ name }) => only.includes(name) || (name === 'build' && needsBuild));
}

/** Runs one stage; whatever goes wrong in it is a failure of this stage alone. @param {Stage} stage @returns {Promise<Tally>} */
async function perform({ name, work, build: needsBuild }) {
  log(`\n── ${name}`);
  const started = Date.now();
  /** @type {Tally} */
  let tally;
  if (needsBuild === true && !built) {
    log('not run: the build failed');
    tally = one(false);
  } else {
    try {
      tally = await work(name);
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
      tally = one(false);
    }
  }
  for (const { name: test, reason } of tally.skipped) log(`skipped: ${test} (${reason})`);
  log(`${name}: ${sentence(tally)} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return tally;
}

/** @returns {Promise<Tally>} */
async function main() {
  const todo = chosen();
  log(`Node ${process.version}`);
  if (todo.some(({ editor }) => editor === true) && process.platform !== 'win32') {
    const progress = (/** @type {string} */ line) => log(`provision: ${line}`);
    provisioning = Promise.all([provisionServer(progress), provisionChromium(progress)]);
    // Told by the stages that need it.
    provisioning.catch(() => undefined);
  }
  /** @type {{ name: string, tally: Tally }[]} */
  const done = [];
  for (const stage of todo) done.push({ name: stage.name, tally: await perform(stage) });
  log('\n── result');
  for (const { name, tally } of done) log(`${name.padEnd(11)} ${sentence(tally)}`);
  return sum(done.map(({ tally }) => tally));
}

let total = nothing();
try {
  total = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  total = one(false);
}
console.log(`\n${sentence(total)}`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

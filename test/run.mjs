// @ts-check
// `npm test`: everything, each stage with its own counts, and one closing line. What drives an editor waits for it most of the
// time, so it runs beside the other tests, which leave it the processors; each stage prints what it has to say at its end.
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
import { flakyCounted, leftOut, nothing, one, sentence, sum } from './support/stages/tally.mjs';
import { vitest } from './support/stages/vitest.mjs';
import { checkLayer, layers } from './support/types.mjs';

/** @typedef {import('./support/stages/tally.mjs').Tally} Tally */

/** @typedef {(line: string) => void} Log */

const { only, filters } = readArguments(process.argv.slice(2));
/** @type {Log} */
const print = (line) => console.log(line);

/** Runs one check of the whole project. @param {Log} log @param {string} name @param {string} program @param {readonly string[]} args @returns {Promise<Tally>} */
async function check(log, name, program, args) {
  const file = path.join(installed(name), 'bin', program);
  const { code, output } = await run(process.execPath, [file, ...args], { cwd: root, env: cleanEnvironment() });
  log(code === 0 ? `${program}: fine` : output.trimEnd());
  return one(code === 0);
}

/** @param {Log} log @returns {Promise<Tally>} */
async function types(log) {
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

/** @param {Log} log @returns {Promise<Tally>} */
async function buildStage(log) {
  const { withinBudgets } = await build(log);
  built = true;
  return one(withinBudgets);
}

/** Begun early: it takes minutes at the first time, and most stages don't need it. @type {Promise<[unknown, string]> | undefined} */
let provisioning;

/**
 * The tests of one configuration that need no editor.
 * @param {string} name @param {Log} log @param {NodeJS.ProcessEnv} [env] @returns {Promise<Tally>}
 */
async function tests(name, log, env = {}) {
  return await vitest({ name, config: `test/${name}/vitest.config.ts`, filters, env, log, yields: true });
}

/** @param {string} name @param {Log} log @returns {Promise<Tally>} */
async function webview(name, log) {
  return await tests(name, log, { CHROME_PATH: await provisionChromium(log) });
}

/**
 * The tests that drive an editor, a file at a time. A file that fails is run once more in a fresh editor, and counted as flaky when
 * it passes: what fails twice is a fault, what fails once is the price of a browser, a server and a machine that others use as well.
 * @param {string} name @param {Log} log @param {NodeJS.ProcessEnv} [env] @param {readonly string[]} [wanted] @returns {Promise<Tally>}
 */
async function e2e(name, log, env, wanted = filters) {
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
      log,
    };
    const first = await vitest({ name: `${name}-${path.basename(file, '.test.ts')}`, ...options });
    if (first.failed === 0) tallies.push(first);
    else {
      log(`${file} failed: once more, in a fresh editor`);
      const second = await vitest({ name: `${name}-again`, ...options });
      tallies.push(second.failed === 0 ? { ...second, flaky: [`test/e2e/${file}`] } : second);
    }
  }
  return sum(tallies);
}

/** Packs what ships and runs the smoke test on it, installed. @param {string} name @param {Log} log @returns {Promise<Tally>} */
async function packaged(name, log) {
  const file = await pack(cache);
  log(`packed ${path.relative(root, file)}`);
  return sum([one(true), await e2e(name, log, { CALL_TRIAGE_TEST_VSIX: file }, ['smoke'])]);
}

/**
 * `alone`: it runs before all others, one after the other. `editor` and `build` are what it needs.
 * @typedef {{ name: string, work: (name: string, log: Log) => Promise<Tally>, alone?: true, editor?: true, build?: true }} Stage
 */

/** @type {readonly Stage[]} */
const stages = [
  { name: 'lint', work: (_, log) => check(log, 'oxlint', 'oxlint', ['--deny-warnings']), alone: true },
  { name: 'format', work: (_, log) => check(log, 'oxfmt', 'oxfmt', ['--check']), alone: true },
  {
    name: 'imports',
    work: (_, log) => check(log, 'dependency-cruiser', 'dependency-cruiser.mjs', ['src', 'media']),
    alone: true,
  },
  {
    name: 'unused',
    work: (_, log) =>
      check(log, 'knip', 'knip.js', ['--include', 'files,dependencies,unlisted,unresolved', '--no-config-hints']),
    alone: true,
  },
  { name: 'types', work: (_, log) => types(log), alone: true },
  { name: 'build', work: (_, log) => buildStage(log), alone: true },
  { name: 'unit', work: tests },
  { name: 'simulation', work: tests },
  { name: 'processes', work: tests },
  { name: 'oldest-node', work: (name, log) => oldestNode(name, filters, log) },
  { name: 'webview', work: webview, build: true },
  { name: 'host', work: (_, log) => host(filters[0] ?? '', log), build: true, editor: true },
  { name: 'e2e', work: e2e, build: true, editor: true },
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

/**
 * Runs one stage; whatever goes wrong in it is a failure of this stage alone.
 * @param {Stage} stage @param {boolean} atOnce Whether it prints while it runs, which garbles what runs beside it.
 * @returns {Promise<{ name: string, tally: Tally }>}
 */
async function perform({ name, work, build: needsBuild }, atOnce) {
  /** @type {string[]} */
  const lines = [];
  /** @type {Log} */
  const log = atOnce ? print : (line) => void lines.push(line);
  if (!atOnce) print(`${name} begins`);
  log(`\n── ${name}`);
  const started = Date.now();
  /** @type {Tally} */
  let tally;
  if (needsBuild === true && !built) {
    log('not run: the build failed');
    tally = one(false);
  } else {
    try {
      tally = await work(name, log);
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
      tally = one(false);
    }
  }
  for (const { name: test, reason } of tally.skipped) log(`skipped: ${test} (${reason})`);
  log(`${name}: ${sentence(tally)} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  for (const line of lines) print(line);
  return { name, tally };
}

/** Runs stages one after the other. @param {readonly Stage[]} lane @param {boolean} atOnce */
async function inOrder(lane, atOnce) {
  const done = [];
  for (const stage of lane) done.push(await perform(stage, atOnce));
  return done;
}

/** @returns {Promise<Tally>} */
async function main() {
  const todo = chosen();
  print(`Node ${process.version}`);
  if (todo.some(({ editor }) => editor === true) && process.platform !== 'win32') {
    const progress = (/** @type {string} */ line) => print(`provision: ${line}`);
    provisioning = Promise.all([provisionServer(progress), provisionChromium(progress)]);
    // Told by the stages that need it.
    provisioning.catch(() => undefined);
  }
  const checks = todo.filter(({ alone }) => alone === true);
  const editors = todo.filter(({ editor }) => editor === true);
  const others = todo.filter((stage) => !checks.includes(stage) && !editors.includes(stage));
  const done = await inOrder(checks, true);
  const besides = editors.length > 0 && others.length > 0;
  const lanes = await Promise.all([inOrder(others, !besides), inOrder(editors, !besides)]);
  done.push(...lanes.flat());
  print('\n── result');
  for (const { name, tally } of done) print(`${name.padEnd(11)} ${sentence(tally)}`);
  const all = sum(done.map(({ tally }) => tally));
  for (const file of all.flaky) print(`flaky       ${file} passed at the second try`);
  return flakyCounted(all);
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

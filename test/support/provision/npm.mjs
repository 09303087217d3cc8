// @ts-check
// npm, run by the Node that is wanted.
import process from 'node:process';
import { nodeProgram } from '../paths.mjs';
import { cleanEnvironment, run, withNodeFirst } from '../processes.mjs';
import { lastLines } from './system.mjs';

/** npm tells of every request and of every build step, so this much silence, in milliseconds, means that it hangs. */
const silence = 240_000;

/** Connections get stuck, registries have bad minutes: what is asked for here can be asked for again. */
const attempts = 3;

const flags = [
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  '--loglevel=http',
  '--foreground-scripts',
  '--fetch-timeout=60000',
  '--fetch-retries=4',
];

/**
 * Starts npm. Under `npm test` it is the one in use, else the one on the PATH.
 * @param {readonly string[]} args
 * @param {{ node: string, cwd?: string, env: NodeJS.ProcessEnv }} options `node`: the program to run it with.
 */
async function start(args, { node, ...options }) {
  const script = process.env['npm_execpath'];
  if (script?.endsWith('npm-cli.js') === true) return await run(node, [script, ...args], { ...options, silence });
  return await run('npm', args, { ...options, silence, shell: process.platform === 'win32' });
}

/**
 * Where the machine's npm has its settings for everyone, such as certificates and registries. npm looks for them beside the Node
 * that runs it, so another Node would miss them.
 * @returns {Promise<string>}
 */
export async function globalSettings() {
  const known = process.env['npm_config_globalconfig'];
  if (known !== undefined) return known;
  const { output } = await start(['config', 'get', 'globalconfig'], {
    node: process.execPath,
    env: cleanEnvironment(),
  });
  return output.trim().split('\n').at(-1) ?? '';
}

/**
 * Runs npm in a folder that has a package.json.
 * @param {readonly string[]} args
 * @param {{ cwd: string, node?: string }} options `node`: the folder of a Node installation (holding `bin/` and `include/`) that shall run npm
 *   and that native modules are built for.
 * @throws {Error} With the last lines of npm's output.
 */
export async function npm(args, { cwd, node }) {
  const program = node === undefined ? process.execPath : nodeProgram(node);
  const env = {
    ...withNodeFirst(program, cleanEnvironment()),
    npm_config_globalconfig: await globalSettings(),
    ...(node === undefined ? {} : { npm_config_nodedir: node }),
  };
  for (let attempt = 1; ; attempt++) {
    const { code, output } = await start([...args, ...flags], { node: program, cwd, env });
    if (code === 0) return;
    if (attempt < attempts) continue;
    const told = output.split('\n').filter((line) => !/^npm (http fetch.* 200|warn)/.test(line));
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${lastLines(told.join('\n'))}`);
  }
}

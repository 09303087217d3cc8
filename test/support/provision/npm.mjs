// @ts-check
// npm, run by the Node that is wanted.
import path from 'node:path';
import process from 'node:process';
import { cleanEnvironment, run } from '../processes.mjs';
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
 * Runs npm.
 * @param {readonly string[]} args
 * @param {{ cwd: string, node?: string }} options `node`: the folder of a Node installation (holding `bin/` and `include/`) that shall run npm
 *   and that native modules are built for.
 * @throws {Error} With the last lines of npm's output.
 */
export async function npm(args, { cwd, node }) {
  const env = cleanEnvironment();
  if (node !== undefined) {
    const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
    env[name] = [path.join(node, 'bin'), env[name]].filter(Boolean).join(path.delimiter);
    env['npm_config_nodedir'] = node;
  }
  // Under `npm test` this is the npm in use. Outside of npm it is the one on the PATH.
  const script = process.env['npm_execpath'];
  const usable = script !== undefined && script.endsWith('npm-cli.js');
  const executable = node === undefined ? process.execPath : path.join(node, 'bin', 'node');
  const all = [...args, ...flags];
  for (let attempt = 1; ; attempt++) {
    const { code, output } = usable
      ? await run(executable, [script, ...all], { cwd, env, silence })
      : await run('npm', all, { cwd, env, silence, shell: process.platform === 'win32' });
    if (code === 0) return;
    if (attempt < attempts) continue;
    const told = output.split('\n').filter((line) => !/^npm (http|warn)/.test(line));
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${lastLines(told.join('\n'))}`);
  }
}

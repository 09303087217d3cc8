// @ts-check
// npm, run by the Node that is wanted.
import path from 'node:path';
import process from 'node:process';
import { cleanEnvironment, run } from '../processes.mjs';
import { lastLines } from './system.mjs';

/**
 * Runs npm.
 * @param {readonly string[]} args
 * @param {{ cwd: string, node?: string }} options `node`: the folder of a Node installation (holding `bin/` and `include/`) that shall run npm
 *   and that native modules are built for.
 * @returns {Promise<string>} What npm printed.
 * @throws {Error} With the last lines of npm's output.
 */
export async function npm(args, { cwd, node }) {
  const env = cleanEnvironment();
  if (node !== undefined) {
    const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
    env[name] = [path.join(node, 'bin'), env[name]].filter(Boolean).join(path.delimiter);
    env['npm_config_nodedir'] = node;
  }
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // Under `npm test` this is the npm in use. Outside of npm it is the one on the PATH.
  const script = process.env['npm_execpath'];
  const usable = script !== undefined && script.endsWith('npm-cli.js');
  const executable = node === undefined ? process.execPath : path.join(node, 'bin', 'node');
  const { code, output } = usable
    ? await run(executable, [script, ...args, ...quiet], { cwd, env })
    : await run('npm', [...args, ...quiet], { cwd, env, shell: process.platform === 'win32' });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${lastLines(output)}`);
  return output;
}

// @ts-check
// Child processes that can't outlive their parent, and whose silence is noticed.
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** Every group started here and not seen to end. @type {Set<number>} */
const groups = new Set();

/** On Windows there are no process groups to signal: the child alone is ended. */
const grouped = process.platform !== 'win32';

/** @param {number} pid @param {NodeJS.Signals | 0} signal @returns {boolean} Whether anything was there to receive it. */
function signalGroup(pid, signal) {
  try {
    return process.kill(grouped ? -pid : pid, signal);
  } catch {
    return false;
  }
}

process.on('exit', () => {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
});

for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])) {
  process.on(signal, () => {
    // Another listener is a program that tidies up by itself, such as `npm start`.
    if (process.listenerCount(signal) === 1) process.exit(code);
  });
}

/**
 * Starts a program at the head of its own process group, which ends with this process at the latest.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {ChildProcess}
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { ...options, detached: grouped });
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  return child;
}

/**
 * Ends a process and everything in its group: asks, waits, then insists.
 * @param {ChildProcess} child
 * @param {number | 'SIGKILL'} [patience] Milliseconds between asking and insisting; or nothing is asked.
 */
export async function stop(child, patience = 5000) {
  const { pid } = child;
  if (pid === undefined) return;
  const running = () => child.exitCode === null && child.signalCode === null;
  if (running()) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (patience === 'SIGKILL') signalGroup(pid, 'SIGKILL');
    else signalGroup(pid, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), patience === 'SIGKILL' ? 0 : patience);
    await ended;
    clearTimeout(timer);
  }
  // Grandchildren may linger after their parent: the extension host does.
  signalGroup(pid, 'SIGKILL');
  groups.delete(pid);
}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(line: string) => void} [onLine] Called with each line of output, without its end.
 * @property {number} [silence] Milliseconds without output after which the program is ended and counts as failed.
 * @property {boolean} [shell]
 * @property {boolean} [yields] Whether it leaves the processors to what else runs here.
 */

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} The exit code (1 when it was ended by a signal or could not be started) and all it printed.
 */
export async function run(command, args, options = {}) {
  const { onLine, silence, yields = false, ...rest } = options;
  const child = start(command, args, { ...rest, stdio: ['ignore', 'pipe', 'pipe'] });
  if (yields && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let output = '';
  const say = (/** @type {string} */ line) => {
    output += `${line}\n`;
    onLine?.(line);
  };
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const heard = () => {
    if (silence === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      say(`No output for ${Math.round(silence / 1000)} s: ended.`);
      void stop(child);
    }, silence);
  };
  heard();
  const flushes = [child.stdout, child.stderr].map((stream) => {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (/** @type {string} */ data) => {
      heard();
      const lines = (rest + data).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) say(line);
    });
    return () => {
      if (rest !== '') say(rest);
    };
  });
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      say(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    // 'exit', not 'close': a grandchild that keeps the pipe open must not keep the run waiting.
    child.once('exit', (exitCode) => setTimeout(() => resolve(exitCode ?? 1), 50));
  });
  clearTimeout(timer);
  await stop(child);
  for (const flush of flushes) flush();
  return { code, output };
}

/**
 * Waits for Ctrl-C, or another request to end; from now on those end nothing by themselves.
 * @returns {Promise<'interrupted'>}
 */
export async function interruption() {
  return await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve('interrupted'));
  });
}

/**
 * The environment without what npm and an editor's terminal put there for their own children, and without the
 * developer's own keys: a program under test must meet neither.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment(env = process.env) {
  const foreign =
    /^(VSCODE_|npm_lifecycle_|npm_package_|npm_config_(local_|global_)?prefix$|npm_command$|npm_node_|npm_config_node_gyp$|BLAND_|ELECTRON_|VITEST|NODE_OPTIONS$|NODE_ENV$|NODE_PATH$|INIT_CWD$)/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}

/**
 * Puts a Node first on the PATH, for programs that look for one there.
 * @param {string} program The Node program.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv} The environment with it.
 */
export function withNodeFirst(program, env) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...env, [name]: [path.dirname(program), env[name]].filter(Boolean).join(path.delimiter) };
}

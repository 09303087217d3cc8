// @ts-check
// What the machine itself offers: programs on the PATH and, as root on Debian, its packages.
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { cleanEnvironment, run } from '../processes.mjs';

/**
 * Finds a program on the PATH.
 * @param {string} name
 * @returns {Promise<string | undefined>} Its absolute path.
 */
export async function which(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean)) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      const found = await stat(file).catch(() => undefined);
      if (!found?.isFile()) continue;
      const executable = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (executable) return file;
    }
  }
  return undefined;
}

/** Inherited by the processes that this one starts. */
const allowance = 'CALL_TRIAGE_SYSTEM_PACKAGES';

/** Lets this process, and those it starts, install system packages outside of CI as well. */
export function allowSystemPackages() {
  process.env[allowance] = 'allowed';
}

/** @returns {boolean} */
const areAllowed = () => process.env[allowance] === 'allowed' || !['', 'false'].includes(process.env['CI'] ?? '');

/** @returns {Promise<boolean>} Whether Debian packages may, and can, be installed without asking anyone. */
export async function canInstallPackages() {
  if (!areAllowed() || process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return (await which('apt-get')) !== undefined;
}

/** apt works for one at a time. @type {Promise<unknown>} */
let lastInstallation = Promise.resolve();

/**
 * Installs Debian packages.
 * @param {readonly string[]} packages
 * @param {(line: string) => void} log
 * @throws {Error} With the last lines of apt's output.
 */
export async function installPackages(packages, log) {
  const installation = lastInstallation.then(() => aptInstall(packages, log));
  lastInstallation = installation.catch(() => undefined);
  await installation;
}

/** @param {readonly string[]} packages @param {(line: string) => void} log */
async function aptInstall(packages, log) {
  log(`installing system packages with apt-get: ${packages.join(', ')}`);
  const env = { ...cleanEnvironment(), DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
  });
  if (code !== 0) throw new Error(`apt-get install ${packages.join(' ')} failed:\n${lastLines(output)}`);
}

/** @param {string} output @returns {string} What of a long output tells why it failed. */
export function lastLines(output) {
  return output.trim().split('\n').slice(-25).join('\n');
}

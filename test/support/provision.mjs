// @ts-check
// Gets an editor to run and test in where desktop VS Code can't be had: Node, code-server and Chromium, below .vscode-test/.
//   npm run provision        as root on Debian, it installs the system packages they need, too
import { access, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { cache, nodeProgram } from './paths.mjs';
import { ensureChromium } from './provision/chromium.mjs';
import { codeServerEntry, codeServerSpec, installCodeServer } from './provision/code-server.mjs';
import { locked } from './provision/lock.mjs';
import { nodeSpec, provisionNode } from './provision/node.mjs';
import { allowSystemPackages } from './provision/system.mjs';

/**
 * @typedef {object} Server What runs the editor.
 * @property {string} node The Node program to run it with.
 * @property {string} entry code-server's program.
 */

const folder = path.join(cache, 'code-server');
const serverFolder = path.join(folder, 'server');
const stampFile = path.join(folder, 'complete.json');

/** What a finished installation says about itself. Written last: without it, or with another one, everything is made anew. */
const stamp = JSON.stringify({
  node: nodeSpec('modern'),
  server: codeServerSpec,
  platform: process.platform,
  arch: process.arch,
});

const entry = codeServerEntry(serverFolder);

/** @returns {Promise<boolean>} */
async function complete() {
  const text = await readFile(stampFile, 'utf8').catch(() => '');
  if (text !== stamp) return false;
  return await access(entry).then(
    () => true,
    () => false,
  );
}

/**
 * Provides code-server and its Node. Some minutes at the first time, nothing afterwards.
 * @param {(line: string) => void} log
 * @returns {Promise<Server>}
 * @throws {Error} With what is missing or failed.
 */
export async function provisionServer(log) {
  const node = await provisionNode('modern', log);
  const server = { node: nodeProgram(node), entry };
  if (await complete()) return server;
  return await locked(path.join(cache, 'provision.lock'), log, async () => {
    if (await complete()) return server;
    const started = Date.now();
    log('the editor (code-server) is being installed: about a gigabyte, some minutes, only once');
    await rm(folder, { recursive: true, force: true });
    await installCodeServer(serverFolder, node, log);
    await writeFile(stampFile, stamp);
    log(`the editor is installed (${Math.round((Date.now() - started) / 1000)} s)`);
    return server;
  });
}

/**
 * Provides a Chromium.
 * @param {(line: string) => void} log
 * @returns {Promise<string>} The program.
 * @throws {Error} With what to install.
 */
export async function provisionChromium(log) {
  return await locked(path.join(cache, 'chromium.lock'), log, () => ensureChromium(path.join(cache, 'browsers'), log));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const log = (/** @type {string} */ line) => console.log(`provision: ${line}`);
  allowSystemPackages();
  try {
    const [{ entry }, chromium] = await Promise.all([provisionServer(log), provisionChromium(log)]);
    console.log(`code-server: ${entry}\nChromium: ${chromium}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

// @ts-check
// Imported first by every script that needs `node:sqlite` (Node 22.13 or newer), in itself or in what it starts. Under an older
// Node it provides a newer one, runs the script again with that, and ends as that ends.
import { spawn } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { constants } from 'node:os';
import process from 'node:process';
import { nodeProgram } from './paths.mjs';
import { withNodeFirst } from './processes.mjs';
import { provisionNode } from './provision/node.mjs';
import { globalSettings } from './provision/npm.mjs';
import { which } from './provision/system.mjs';

/** @returns {Promise<boolean>} Whether what finds Node on the PATH, such as npx, finds the one that runs this. */
async function isOnPath() {
  const found = await which('node');
  return found !== undefined && (await realpath(found)) === (await realpath(process.execPath));
}

/** @returns {Promise<never>} */
async function runAgain() {
  const log = (/** @type {string} */ line) => console.error(`node: ${line}`);
  const home = await provisionNode('modern', log);
  log(`${process.version} has no SQLite, so this runs under ${home}`);
  const program = nodeProgram(home);
  const env = { ...withNodeFirst(program, process.env), npm_config_globalconfig: await globalSettings() };
  const child = spawn(program, process.argv.slice(1), { stdio: 'inherit', env });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal's Ctrl-C reaches the child by itself; a second one would cut its tidying up short.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return await new Promise((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

if (!isBuiltin('node:sqlite')) {
  try {
    await runAgain();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
if (!(await isOnPath())) Object.assign(process.env, withNodeFirst(process.execPath, process.env));

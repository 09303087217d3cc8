// @ts-check
// `npm start`: an editor with the extension on the sandbox, opened on the walkthrough the first time. Desktop VS Code where there
// is one or it can be downloaded, else code-server.
//   npm start                        what fits this machine
//   npm start -- --code-server       code-server, shown in any browser
//   npm start -- --port 8080         code-server on this port
//   npm start -- --no-open           does not open a browser
import './modern-node.mjs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { build } from './package.mjs';
import { cache } from './paths.mjs';
import { allowSystemPackages } from './provision/system.mjs';
import { startDesktop } from './start/desktop.mjs';
import { startInBrowser } from './start/browser.mjs';

const log = (/** @type {string} */ line) => console.log(line);

/** Everything the started editor keeps: settings, sandbox, window state. */
const home = path.join(cache, 'start');

/** The workspace that is opened. @returns {Promise<string>} */
async function workspace() {
  const folder = path.join(home, 'project');
  await mkdir(folder, { recursive: true });
  const text =
    '# Call Triage\n\nOpen **Call Triage** in the activity bar: its sandbox has sample issues, calls and flags. T-1006 shows the way.\n' +
    'Nothing here leaves this machine. Run *Call Triage: Connect…* to use a real account, and *Call Triage: Get Started* for the steps.\n';
  await writeFile(path.join(folder, 'README.md'), text);
  return folder;
}

/** @returns {number | undefined} @param {string | undefined} text */
function readPort(text) {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`--port takes a number from 1 to 65535, not ${text}`);
  return port;
}

async function main() {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, 'no-open': { type: 'boolean' }, 'code-server': { type: 'boolean' } },
  });
  const port = readPort(values.port);
  log('building');
  await build(log);
  const folder = await workspace();
  const where = { home, folder, log };
  // What it starts is all that it is for: on a bare machine it gets what that needs, and says so.
  allowSystemPackages();
  const inBrowser = values['code-server'] === true || port !== undefined;
  if (!inBrowser && (await startDesktop(where))) return;
  await startInBrowser({ ...where, port, open: values['no-open'] !== true });
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

// @ts-check
// code-server with the packed extension installed: any browser that reaches this machine can show it.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname, userInfo } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { hasDisplay } from '../desktop.mjs';
import { installExtension, startEditor } from '../editor.mjs';
import { pack } from '../package.mjs';
import { root } from '../paths.mjs';
import { interruption, start } from '../processes.mjs';
import { provisionServer } from '../provision.mjs';
import { which } from '../provision/system.mjs';
import { workbenchAddress } from '../workbench-address.mjs';
import { installFirstWindow } from './first-window.mjs';
import { ownVariables, sandboxSettings } from './sandbox-settings.mjs';

/** The same at every start where possible: a browser keeps what an editor remembers, keys too, by address. */
const usualPort = 8732;

/** What the installed extension was packed from, as a hash. @returns {Promise<string>} */
async function fingerprint() {
  const hash = createHash('sha256');
  const top = (await readdir(root)).filter((name) =>
    /^(package.*\.json|README\.md|LICENSE|CHANGELOG\.md|\.vscodeignore)$/.test(name),
  );
  const below = await Promise.all(
    ['dist', 'media', 'l10n'].map(async (folder) => {
      const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    }),
  );
  for (const file of [...top.map((name) => path.join(root, name)), ...below.flat()].sort()) {
    hash
      .update(path.relative(root, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Installs the extension, unless this very build is. @param {import('../editor.mjs').EditorOptions & { home: string }} editor @param {(line: string) => void} log */
async function install(editor, log) {
  const stamp = path.join(editor.home, 'installed.txt');
  const current = await fingerprint();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === current) return;
  log('installing the extension');
  await rm(stamp, { force: true });
  const file = await pack(editor.home);
  await installExtension(file, editor);
  await installFirstWindow(editor);
  await writeFile(stamp, current);
}

/** @param {number} port @returns {Promise<boolean>} */
async function isFree(port) {
  const server = createServer();
  try {
    const listening = once(server, 'listening');
    server.listen(port, '127.0.0.1');
    await listening;
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** Opens the page in the user's browser, where there is one to be seen. @param {string} address */
async function openBrowser(address) {
  if (!hasDisplay() || process.platform === 'win32') return;
  const program = await which(process.platform === 'darwin' ? 'open' : 'xdg-open');
  if (program === undefined) return;
  const child = start(program, [address], { stdio: 'ignore' });
  child.on('error', () => undefined);
}

/** What to do with the address. @param {string} address @param {string} authority @returns {string} */
function instructions(address, authority) {
  const port = authority.split(':')[1] ?? '';
  const remote = process.env['SSH_CONNECTION'] !== undefined || !hasDisplay();
  const forward = `ssh -L ${port}:127.0.0.1:${port} ${userInfo().username}@${hostname()}`;
  return [
    '',
    'Call Triage is running. Open this in a browser:',
    '',
    `  ${address}`,
    '',
    ...(remote ? [`If this machine is not the one you sit at, forward the port first, there:  ${forward}`] : []),
    'The first window opens on the walkthrough, beside the sample issues. Ctrl-C here stops everything.',
    '',
  ].join('\n');
}

/**
 * Starts code-server and runs until it is interrupted.
 * @param {{ home: string, folder: string, log: (line: string) => void, port: number | undefined, open: boolean }} options
 */
export async function startInBrowser({ home, folder, log, port, open }) {
  if (port !== undefined && !(await isFree(port))) throw new Error(`Port ${port} is in use.`);
  const server = await provisionServer(log);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => ownVariables.includes(name)));
  const own = path.join(home, 'code-server');
  await mkdir(own, { recursive: true });
  await install({ server, home: own }, log);
  const chosen = port ?? ((await isFree(usualPort)) ? usualPort : 0);
  const editor = await startEditor({ server, home: own, env, port: chosen, initial: sandboxSettings });
  const interrupted = interruption();
  const address = workbenchAddress(editor.address, folder);
  log(instructions(address, editor.authority));
  if (open) await openBrowser(address);
  const outcome = await Promise.race([interrupted, editor.ended]);
  await editor.stop();
  if (outcome !== 'interrupted')
    throw new Error(`The editor ended:\n${editor.log().split('\n').slice(-20).join('\n')}`);
}

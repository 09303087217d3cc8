// @ts-check
// code-server: the real VS Code workbench and extension host, from npm.
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { npm } from './npm.mjs';
import { canInstallPackages, installPackages, which } from './system.mjs';

/** What is installed, for the stamp: a change means installing again. */
export const codeServerSpec = 'code-server@4.139.1';

/** The only native modules the server can't run without. The others are optional, and one would need Kerberos' headers. */
const nativeModules = ['@vscode/spdlog', '@vscode/native-watchdog'];

/** Program → Debian package, for building them. */
const buildTools = { python3: 'python3', make: 'make', 'g++': 'g++' };

/** @param {string} folder @returns {string} The program to run with Node. */
export function codeServerEntry(folder) {
  return path.join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
}

/** Makes sure that native modules can be built. @param {(line: string) => void} log */
async function ensureBuildTools(log) {
  /** @type {string[]} */
  const missing = [];
  for (const [program, name] of Object.entries(buildTools)) {
    if ((await which(program)) === undefined) missing.push(name);
  }
  if (missing.length === 0) return;
  if (!(await canInstallPackages())) {
    throw new Error(
      `${missing.join(', ')} missing: code-server's two native modules are built with python3, make and g++. ` +
        `Install them (Debian, Ubuntu: sudo apt-get install ${missing.join(' ')}; as root also npm run provision) and ` +
        'run this again.',
    );
  }
  await installPackages(missing, log);
}

/**
 * Installs code-server.
 * @param {string} folder An empty folder.
 * @param {string} node The Node installation it will run on.
 * @param {(line: string) => void} log
 */
export async function installCodeServer(folder, node, log) {
  if (process.platform === 'win32') {
    throw new Error(
      'code-server does not run on Windows. Install VS Code, so that `code` is on the PATH, and run this again.',
    );
  }
  await ensureBuildTools(log);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  log(`${codeServerSpec}: the server`);
  await npm(['install', '--no-save', '--no-package-lock', '--ignore-scripts', codeServerSpec], {
    cwd: folder,
    node,
  });
  const editor = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const nested = ['install', '--omit=dev', '--ignore-scripts'];
  log(`${codeServerSpec}: the workbench and extension host`);
  await npm(nested, { cwd: editor, node });
  log(`${codeServerSpec}: building ${nativeModules.join(' and ')}`);
  await npm(['rebuild', ...nativeModules], { cwd: editor, node });
  await npm(nested, { cwd: path.join(editor, 'extensions'), node });
  await linkScripts(path.join(editor, 'bin'));
}

/** What the package's own install script does besides installing. @param {string} bin */
async function linkScripts(bin) {
  const system = process.platform === 'darwin' ? 'darwin' : 'linux';
  for (const [link, target] of /** @type {const} */ ([
    ['remote-cli/code-server', `code-${system}.sh`],
    ['helpers/browser.sh', `browser-${system}.sh`],
  ])) {
    await rm(path.join(bin, link), { force: true });
    await symlink(target, path.join(bin, link));
  }
}

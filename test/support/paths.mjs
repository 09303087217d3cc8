// @ts-check
// Where things are, for everything that builds, tests or starts the project.
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The repository's folder: what holds package.json. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** What is downloaded or built for tests and for `npm start`. Git-ignored; deleting it only costs time. */
export const cache = path.join(root, '.vscode-test');

/** What a test run leaves for a reader: results as JSON, screenshots of failures. Git-ignored. */
export const results = path.join(root, 'test', 'results');

/** @param {string} name A package's name. @returns {string} Its folder among the project's own dependencies. */
export const installed = (name) => path.join(root, 'node_modules', ...name.split('/'));

/** @param {string} home A Node installation from npm. @returns {string} Its program. */
export const nodeProgram = (home) => path.join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Makes a temporary folder with a short name: editors put sockets in it, whose paths may have about a hundred characters, and some
 * systems' own temporary folders are half of that.
 * @param {string} prefix
 * @returns {Promise<string>}
 */
export async function temporaryFolder(prefix) {
  const base = process.platform === 'win32' ? tmpdir() : '/tmp';
  return await realpath(await mkdtemp(path.join(base, prefix)));
}

/** Removes a folder that processes may just be leaving. @param {string} folder */
export async function removeFolder(folder) {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

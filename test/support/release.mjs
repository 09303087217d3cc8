// @ts-check
// Refuses a release that would mislead: another version than the tag's, none in the CHANGELOG, or addresses that lead nowhere.
//   node test/support/release.mjs v1.2.3
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { root } from './paths.mjs';

/**
 * @typedef {object} Manifest
 * @property {string} version
 * @property {string} homepage
 * @property {{ url: string }} repository
 * @property {{ url: string }} bugs
 * @property {{ baseContentUrl: string, baseImagesUrl: string }} vsce Where the README's links and pictures lead.
 */

/**
 * Whether an address stands for one that does not exist yet: no site ever has a name that ends in `.example`.
 * @param {string} address
 */
export const isPlaceholder = (address) => new URL(address).hostname.endsWith('.example');

/**
 * @param {string} tag
 * @param {Manifest} manifest Of package.json.
 * @param {string} changelog
 * @returns {readonly string[]} What is wrong, a sentence each.
 */
export function faultsOfRelease(tag, { version, homepage, repository, bugs, vsce }, changelog) {
  const addresses = {
    homepage,
    'repository.url': repository.url,
    'bugs.url': bugs.url,
    'vsce.baseContentUrl': vsce.baseContentUrl,
    'vsce.baseImagesUrl': vsce.baseImagesUrl,
  };
  const placeholders = Object.entries(addresses).filter(([, address]) => isPlaceholder(address));
  return [
    ...(tag === `v${version}` ? [] : [`The tag is ${tag}, the version in package.json ${version}.`]),
    ...(changelog.includes(`\n## ${version}`) ? [] : [`CHANGELOG.md has no section "## ${version}".`]),
    ...placeholders.map(([field]) => `${field} in package.json is a placeholder: see docs/PUBLISHING.md.`),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [manifest, changelog] = await Promise.all(
    ['package.json', 'CHANGELOG.md'].map((file) => readFile(path.join(root, file), 'utf8')),
  );
  const faults = faultsOfRelease(process.argv[2] ?? '', JSON.parse(manifest ?? ''), changelog ?? '');
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

// @ts-check
// Runs the tests of what stands on SQLite once more, under the Node of the oldest editor that has it.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { nodeProgram, root } from '../paths.mjs';
import { provisionNode } from '../provision/node.mjs';
import { leftOut, sum } from './tally.mjs';
import { vitest } from './vitest.mjs';

/** A vitest configuration, and which of its tests, by their names. What is killed and stopped at random is so once a run, elsewhere. */
const chosen = [
  { config: 'test/unit/vitest.config.ts', folder: 'test/unit/storage', files: /^(?!processes)/ },
  { config: 'test/unit/vitest.config.ts', folder: 'test/unit/sandbox', files: /persistence|database/ },
  { config: 'test/processes/vitest.config.ts', folder: 'test/processes', files: /^(opening|disks|replaced|discards)/ },
];

/** @param {string} folder @param {RegExp} wanted @param {readonly string[]} filters @returns {Promise<string[]>} Paths of test files, relative to the repository. */
async function testsIn(folder, wanted, filters) {
  const files = await readdir(path.join(root, folder), { recursive: true }).catch(() => []);
  return files
    .filter((file) => file.endsWith('.test.ts') && wanted.test(file))
    .filter((file) => filters.length === 0 || filters.some((part) => file.includes(part)))
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`);
}

/**
 * @param {string} name Of the stage.
 * @param {readonly string[]} filters Parts of test files' names. Without any: all.
 * @param {(line: string) => void} log
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export async function oldestNode(name, filters, log) {
  /** @type {Map<string, string[]>} */
  const runs = new Map();
  for (const { config, folder, files } of chosen) {
    const found = await testsIn(folder, files, filters);
    if (found.length > 0) runs.set(config, [...(runs.get(config) ?? []), ...found]);
  }
  if (runs.size === 0) return leftOut(name, 'none of its tests is asked for');
  const node = nodeProgram(await provisionNode('oldest', log));
  log(`under ${node}`);
  /** @type {import('./tally.mjs').Tally[]} */
  const tallies = [];
  for (const [config, found] of runs) {
    const run = `${name}-${path.basename(path.dirname(config))}`;
    tallies.push(await vitest({ name: run, config, filters: found, node, log, yields: true }));
  }
  return sum(tallies);
}

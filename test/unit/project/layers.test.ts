import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** Layers from the top down: each may import those to its right, a feature not the other features. */
const features = [
  'agents',
  'assistant',
  'calls',
  'code',
  'connections',
  'evidence',
  'issues',
  'pending',
  'review',
  'search',
  'scenarios',
  'transcript',
];
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(features.map((feature) => [feature, ['editor', 'triage', 'api', 'storage', 'shared']])),
  mcp: ['triage', 'api', 'storage', 'shared'],
  editor: ['triage', 'api', 'storage', 'shared'],
  triage: ['api', 'storage', 'shared'],
  storage: ['shared'],
  api: ['shared'],
  shared: [],
  sandbox: [],
};
/** Packages that a layer must not know. */
const packages: Readonly<Record<string, readonly string[]>> = {
  mcp: ['vscode', 'undici', 'hono', 'node:sqlite'],
  editor: ['undici', 'hono', 'node:sqlite'],
  triage: ['vscode', 'undici', 'hono', 'node:sqlite'],
  api: ['vscode', 'hono', 'node:sqlite'],
  storage: ['vscode', 'undici', 'hono'],
  shared: ['vscode', 'undici', 'hono', 'node:sqlite', 'zod'],
  sandbox: ['vscode', 'undici'],
  ...Object.fromEntries(features.map((feature) => [feature, ['undici', 'hono', 'node:sqlite']])),
};
const names = Object.keys(allowed);
const cyclic = ['one', 'two'];
let directory: string;

/** A tree with a file for every import of one layer by another, and of every package that it must not know. */
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'call-triage-layers-'));
  await symlink(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(directory, file)), { recursive: true });
    await writeFile(path.join(directory, file), text);
  };
  await write('src/tsconfig.json', '{}');
  for (const layer of names) {
    await write(`src/${layer}/used.ts`, 'export type x = 1;');
    for (const other of names.filter((name) => name !== layer))
      await write(`src/${layer}/to-${other}.ts`, `import type { x } from '../${other}/used.ts'; export type y = x;`);
    for (const name of packages[layer] ?? [])
      await write(`src/${layer}/to-${name.replace(':', '-')}.ts`, `import { x } from '${name}'; export const y = x;`);
  }
  for (const [index, name] of cyclic.entries())
    await write(`src/shared/${name}.ts`, `import type { x } from './${cyclic[1 - index]}.ts'; export type { x };`);
});

afterAll(() => rm(directory, { recursive: true }));

it('the test knows every layer of src', async () => {
  const entries = await readdir(path.join(root, 'src'), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  expect(folders.sort()).toEqual([...names].sort());
});

it('the import rule refuses each import that reaches up or sideways, packages of other layers and cycles of types', async () => {
  const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = path.join(root, '.dependency-cruiser.mjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', 'src'],
    { cwd: directory, maxBuffer: 64 * 1024 * 1024 },
  ).catch((failure: { stdout: string }) => failure);
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  const forbidden = names.flatMap((layer) => [
    ...names
      .filter((other) => other !== layer && !(allowed[layer] ?? []).includes(other))
      .map((other) => `not-in-allowed src/${layer}/to-${other}.ts`),
    ...(packages[layer] ?? []).map((name) => `package-of-another-layer src/${layer}/to-${name.replace(':', '-')}.ts`),
  ]);
  // A cycle is named once.
  expect([...new Set(summary.violations.map(({ from, rule }) => `${rule.name} ${from}`))].sort()).toEqual(
    [...forbidden, `no-cycles src/shared/${cyclic[0]}.ts`].sort(),
  );
});

import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const name = 'layer-rule-probe.ts';

/** Rooms from the top down: each may import those to its right, a feature not the other features. */
const features = ['activity', 'calls', 'connections', 'evidence', 'issues', 'pending', 'personas', 'transcript'];
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    features.map((feature) => [feature, [feature, 'editor', 'triage', 'api', 'storage', 'shared']]),
  ),
  connections: ['connections', 'editor', 'triage', 'api', 'storage', 'shared', 'sandbox'],
  editor: ['editor', 'triage', 'api', 'storage', 'shared'],
  triage: ['triage', 'api', 'storage', 'shared'],
  storage: ['storage', 'shared'],
  api: ['api', 'shared'],
  shared: ['shared'],
  sandbox: ['sandbox'],
};
/** Packages that a room must not know. */
const packages: Readonly<Record<string, readonly string[]>> = {
  editor: ['undici', 'hono', 'node:sqlite'],
  triage: ['vscode', 'undici', 'hono', 'node:sqlite'],
  api: ['vscode', 'hono', 'node:sqlite'],
  storage: ['vscode', 'undici', 'hono'],
  shared: ['vscode', 'undici', 'hono', 'node:fs', 'node:sqlite', 'zod'],
  sandbox: ['vscode', 'undici'],
  ...Object.fromEntries(features.map((feature) => [feature, ['undici', 'hono', 'node:sqlite']])),
};

const rooms = Object.keys(allowed);
const probes = new Map<string, string[]>();

beforeAll(async () => {
  for (const room of rooms) {
    const own = rooms.filter((other) => other !== room);
    const imports = [...own.map((other) => `../${other}/anything.ts`), ...(packages[room] ?? [])];
    probes.set(room, imports);
    const text = imports.map((from, index) => `import type { x as x${index} } from '${from}';`).join('\n');
    await mkdir(path.join(root, 'src', room), { recursive: true });
    await writeFile(path.join(root, 'src', room, name), text);
  }
});

afterAll(() => Promise.all(rooms.map((room) => rm(path.join(root, 'src', room, name), { force: true }))));

it('the import rule names every room of src', async () => {
  const entries = await readdir(path.join(root, 'src'), { withFileTypes: true });
  expect(
    entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort(),
  ).toEqual([...rooms].sort());
});

it('the linter refuses each import that reaches up or sideways, and no other', async () => {
  const oxlint = path.join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const files = rooms.map((room) => path.join('src', room, name));
  const { stdout } = await promisify(execFile)(process.execPath, [oxlint, '--format', 'json', ...files], {
    cwd: root,
  }).catch((failure: { stdout: string }) => failure);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[];
  };
  const refused = diagnostics
    .filter(({ code }) => code.includes('no-restricted-imports'))
    .map(({ filename, labels }) => {
      const room = filename.split(/[\\/]/)[1] ?? '';
      return `${room} → ${probes.get(room)?.[(labels[0]?.span.line ?? 0) - 1] ?? ''}`;
    });
  const forbidden = rooms.flatMap((room) => [
    ...rooms
      .filter((other) => !(allowed[room] ?? []).includes(other))
      .map((other) => `${room} → ../${other}/anything.ts`),
    ...(packages[room] ?? []).map((from) => `${room} → ${from}`),
  ]);
  expect(refused.sort()).toEqual(forbidden.sort());
});

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

let text: string;
let packages: Readonly<Record<string, Entry>>;

beforeAll(async () => {
  text = await readFile(path.resolve(import.meta.dirname, '../../../package-lock.json'), 'utf8');
  packages = (JSON.parse(text) as { packages: Record<string, Entry> }).packages;
});

it('has the builds of every platform, without which npm ci refuses the whole file', () => {
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        packages[`node_modules/${name}`] === undefined && packages[`${place}/node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});

it('names no place where packages are fetched from', () => {
  expect(text).not.toMatch(/"resolved"/);
});

import { build, type Metafile } from 'esbuild';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { entry, host, sandbox } from '../../../esbuild.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
let metafile: Metafile;

beforeAll(async () => {
  const result = await build({ ...host, absWorkingDir: root, write: false, minify: false });
  metafile = result.metafile;
});

it('activation is one file, without undici, zod, the sandbox or anything that reads or writes', async () => {
  const { metafile: apart } = await build({ ...entry, absWorkingDir: root, write: false });
  const [output, ...more] = Object.values(apart.outputs);
  expect(more).toEqual([]);
  expect([...new Set(output?.imports.map(({ path: name, kind }) => `${kind} ${name}`))].sort()).toEqual([
    'dynamic-import ./main.js',
    'import-statement vscode',
  ]);
  const inputs = Object.keys(apart.inputs);
  expect(inputs).toContain('src/extension.ts');
  expect(
    inputs.filter((file) => /node_modules|src\/(sandbox|services\.ts|main\.ts|api\/(client|bland))/.test(file)),
  ).toEqual([]);
});

it('the sandbox is a program of its own, apart from the service and from the host', async () => {
  const { metafile: apart } = await build({ ...sandbox, absWorkingDir: root, write: false });
  const inputs = Object.keys(apart.inputs);
  expect(inputs).toContain('src/sandbox/thread.ts');
  expect(inputs.filter((file) => /src\/(?!sandbox)|undici/.test(file))).toEqual([]);
  const inHost = Object.keys(metafile.inputs).filter((file) => file.startsWith('src/sandbox/'));
  expect(inHost).toEqual(['src/sandbox/thread-client.ts']);
});

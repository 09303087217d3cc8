import { build, type Metafile } from 'esbuild';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { host, sandbox } from '../../../esbuild.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
let metafile: Metafile;

beforeAll(async () => {
  const result = await build({ ...host, absWorkingDir: root, write: false, minify: false });
  metafile = result.metafile;
});

/** Every source file that is loaded with an output, by static imports alone. */
function loadedWith(output: string, seen = new Set<string>()): string[] {
  if (seen.has(output)) return [];
  seen.add(output);
  const { inputs, imports } = metafile.outputs[output] ?? { inputs: {}, imports: [] };
  const next = imports.filter((one) => one.kind === 'import-statement' && one.external !== true);
  return [...Object.keys(inputs), ...next.flatMap((one) => loadedWith(one.path, seen))];
}

it('activation loads neither undici, nor zod, nor the sandbox, nor anything that reads or writes', () => {
  const loaded = loadedWith('dist/extension.js');
  expect(loaded).toContain('src/extension.ts');
  expect(loaded).toContain('src/editor/command.ts');
  expect(loaded.filter((file) => /node_modules|src\/(sandbox|app\.ts|api\/(client|bland))/.test(file))).toEqual([]);
});

it('activation asks for no module of Node', () => {
  const seen = new Set<string>();
  loadedWith('dist/extension.js', seen);
  const external = [...seen]
    .flatMap((output) => metafile.outputs[output]?.imports ?? [])
    .filter((one) => one.external === true);
  expect([...new Set(external.map((one) => one.path))]).toEqual(['vscode']);
});

it('the look for writes that wait loads neither undici, nor zod, nor the service', () => {
  const output = Object.entries(metafile.outputs).find(
    ([, { entryPoint }]) => entryPoint === 'src/editor/sessions/drain.ts',
  );
  const loaded = loadedWith(output?.[0] ?? '');
  expect(loaded).toContain('src/editor/sessions/drain.ts');
  expect(loaded.filter((file) => /node_modules|src\/(sandbox|app\.ts|api\/|storage|triage)/.test(file))).toEqual([]);
});

it('the sandbox is a program of its own, apart from the service and from the host', async () => {
  const { metafile: apart } = await build({ ...sandbox, absWorkingDir: root, write: false });
  const inputs = Object.keys(apart.inputs);
  expect(inputs).toContain('src/sandbox/thread.ts');
  expect(inputs.filter((file) => /src\/(?!sandbox)|undici/.test(file))).toEqual([]);
  const inHost = Object.keys(metafile.inputs).filter((file) => file.startsWith('src/sandbox/'));
  expect(inHost).toEqual(['src/sandbox/thread-client.ts']);
});

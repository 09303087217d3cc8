import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { inDirectory } from './directory.ts';
import { type Bench, figureOf } from './measure.ts';
import type { ActivationTimes } from './activation-in-host.ts';

/** Extension hosts that are started; each activates both extensions once. */
const hosts = 5;

/** An extension that does nothing, as an ES module. */
async function writeEmptyExtension(extensions: string): Promise<void> {
  const folder = path.join(extensions, 'call-triage.empty-0.0.1');
  await mkdir(folder, { recursive: true });
  const manifest = {
    name: 'empty',
    publisher: 'call-triage',
    version: '0.0.1',
    type: 'module',
    main: './extension.js',
    engines: { vscode: '^1.101.0' },
    activationEvents: ['onCommand:empty.none'],
  };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'extension.js'), "import 'vscode';\nexport function activate() {}\n");
}

/** Activates both extensions in a new extension host. */
async function measureHost(directory: string, tests: string, isOursFirst: boolean): Promise<ActivationTimes> {
  const extensions = path.join(directory, 'extensions');
  await writeEmptyExtension(extensions);
  const out = path.join(directory, 'times.json');
  const args = [
    path.resolve('test/support/editor-host.mjs'),
    `--extensionDevelopmentPath=${process.cwd()}`,
    `--extensionTestsPath=${tests}`,
    `--user-data-dir=${path.join(directory, 'user')}`,
    `--extensions-dir=${extensions}`,
  ];
  const env = { ...process.env, CALL_TRIAGE_BENCH_OUT: out, CALL_TRIAGE_BENCH_FIRST: isOursFirst ? 'ours' : 'empty' };
  await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(await readFile(out, 'utf8')) as ActivationTimes;
}

/** Activation, and the first request after it, in new extension hosts. Needs a build (`npm run build`). */
export const activation: Bench = {
  name: 'activation',
  run: () =>
    inDirectory(async (directory) => {
      const tests = path.resolve('.vscode-test', 'bench-host', 'activation-in-host.js');
      await build({
        entryPoints: ['test/bench/activation-in-host.ts'],
        outfile: tests,
        bundle: true,
        platform: 'node',
        format: 'esm',
        external: ['vscode'],
      });
      const times: ActivationTimes[] = [];
      for (let host = 0; host < hosts; host += 1)
        times.push(await measureHost(path.join(directory, String(host)), tests, host % 2 === 0));
      const empty = 'an empty extension';
      return [
        {
          what: 'activation in a new extension host',
          ours: figureOf(times.map(({ ours }) => ours.activated)),
          alternative: { what: empty, median: figureOf(times.map((one) => one.empty.activated)).median },
        },
        {
          what: 'from before activation until the first request reaches the service',
          ours: figureOf(times.map(({ ours }) => ours.requested)),
          alternative: {
            what: `${empty} and a bare request`,
            median: figureOf(times.map((one) => one.empty.requested)).median,
          },
        },
      ];
    }),
};

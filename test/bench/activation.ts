import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Activation } from './activation-in-host.ts';
import { inDirectory } from './directory.ts';
import { type Bench, byTurns, figureOf, type Row } from './measure.ts';

const rounds = 5;

/** Writes an extension that does nothing, as an ES module. */
async function writeEmptyExtension(folder: string): Promise<void> {
  const manifest = {
    name: 'empty',
    publisher: 'call-triage',
    version: '0.0.1',
    type: 'module',
    main: './extension.js',
    engines: { vscode: '^1.101.0' },
    activationEvents: ['onCommand:empty.none'],
  };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'extension.js'), "import 'vscode';\nexport function activate() {}\n");
}

interface Measured {
  /** Milliseconds. */
  readonly activation: number;
  /** Milliseconds from before activation until a request arrived. */
  readonly request: number;
}

/** Activates an extension as the first of a new extension host, beside a service that answers with an empty list. */
async function measureHost(directory: string, tests: string, who: 'ours' | 'empty'): Promise<Measured> {
  const folder = path.join(directory, 'empty');
  await writeEmptyExtension(folder);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"items":[]},"errors":null}');
  });
  const arrived = once(server, 'request').then(() => performance.timeOrigin + performance.now());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const out = path.join(directory, 'times.json');
  const args = [
    path.resolve('test/support/editor-host.mjs'),
    `--extensionDevelopmentPath=${who === 'ours' ? process.cwd() : folder}`,
    `--extensionTestsPath=${tests}`,
    `--user-data-dir=${path.join(directory, 'user')}`,
    `--extensions-dir=${path.join(directory, 'extensions')}`,
  ];
  const env = {
    ...process.env,
    BLAND_API_KEY: 'org_bench_key_0123456789',
    BLAND_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    CALL_TRIAGE_BENCH: who,
    CALL_TRIAGE_BENCH_OUT: out,
  };
  await promisify(execFile)(process.execPath, args, { env });
  const { began, took } = JSON.parse(await readFile(out, 'utf8')) as Activation;
  const request = (await arrived) - began;
  server.closeAllConnections();
  server.close();
  return { activation: took, request };
}

/** Activation, and the first request after it, each in a new extension host. Needs a build (`npm run build`). */
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
      const requests = { ours: [] as number[], empty: [] as number[] };
      const measure = (who: 'ours' | 'empty') => async (round: number) => {
        const { activation: took, request } = await measureHost(path.join(directory, `${who}-${round}`), tests, who);
        requests[who].push(request);
        return took;
      };
      const times = await byTurns(rounds, measure('ours'), measure('empty'));
      const row = (what: string, ours: Row['ours'], beside: string, median: number): Row => ({
        what,
        ours,
        alternative: { what: beside, median },
      });
      return [
        row('activation in a new extension host', times.ours, 'an empty extension', times.alternative.median),
        row(
          'activation → the first request arrives',
          figureOf(requests.ours.slice(1)),
          'an empty extension and a bare request',
          figureOf(requests.empty.slice(1)).median,
        ),
      ];
    }),
};

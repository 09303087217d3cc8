import { build } from 'esbuild';
import { fork } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { storage } from '../../esbuild.mjs';
import type { StorageReport } from '../../src/storage/database.ts';
import type { StorageCalls } from './storage-child.ts';

export interface StorageProcessOptions {
  readonly file: string;
  /** The built `src/storage/worker.ts`. */
  readonly worker: string;
  readonly owners: string;
  readonly sweepAfter?: number;
}

/** A window in a process of its own. */
export interface StorageProcess {
  readonly pid: number;
  /** Key of each row of `keepMany` that was reported as committed. */
  readonly committed: readonly string[];
  readonly reports: readonly StorageReport[];
  /** Rejects with an error whose message is the fault. */
  call<Name extends keyof StorageCalls>(
    name: Name,
    ...args: Parameters<StorageCalls[Name]>
  ): Promise<Awaited<ReturnType<StorageCalls[Name]>>>;
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** Builds what the tests run in threads and processes. */
export async function buildStorage(): Promise<{ directory: string; worker: string; child: string }> {
  const directory = await readableFolder();
  const entry = (file: string) => path.join(import.meta.dirname, '../..', file);
  await build({ ...storage, entryPoints: { worker: entry('src/storage/worker.ts') }, outdir: directory });
  const child = path.join(directory, 'child.mjs');
  await build({
    entryPoints: [entry('test/support/storage-child.ts')],
    outfile: child,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    logLevel: 'error',
  });
  return { directory, worker: path.join(directory, 'worker.cjs'), child };
}

/** A temporary folder that a process of another user can read. */
async function readableFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'call-triage-storage-'));
  await chmod(folder, 0o755);
  return folder;
}

/** A folder of one test, for a database and its locks. */
export async function storageFolder(): Promise<{ folder: string; file: string; owners: string }> {
  const folder = await readableFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const owners = path.join(folder, 'owners');
  await mkdir(owners);
  return { folder, file: path.join(folder, 'call-triage.db'), owners };
}

type Told =
  | { readonly ready: true }
  | { readonly report: StorageReport }
  | { readonly committed: string }
  | { readonly number: number; readonly result?: unknown; readonly fault?: string };

export async function startStorageProcess(
  script: string,
  options: StorageProcessOptions,
  spawned: { readonly uid?: number; readonly execArgv?: string[] } = {},
): Promise<StorageProcess> {
  const child = fork(script, [JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'],
    ...spawned,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  const committed: string[] = [];
  const reports: StorageReport[] = [];
  const answers = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let calls = 0;
  await new Promise<void>((resolve, reject) => {
    void ended.then(() => reject(new Error('The process ended.')));
    child.on('message', (told: Told) => {
      if ('ready' in told) resolve();
      else if ('report' in told) reports.push(told.report);
      else if ('committed' in told) committed.push(told.committed);
      else if (told.fault === undefined) answers.get(told.number)?.resolve(told.result);
      else answers.get(told.number)?.reject(new Error(told.fault));
    });
  });
  return {
    pid: child.pid ?? 0,
    committed,
    reports,
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        calls += 1;
        answers.set(calls, { resolve: resolve as (result: unknown) => void, reject });
        child.send({ number: calls, name, args });
      }),
    signal: (name) => child.kill(name),
    kill,
  };
}

import { build } from 'esbuild';
import { execFile, fork } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { host } from '../../esbuild.mjs';
import type { StorageReport } from '../../src/storage/database.ts';
import type { Order, Seen } from './outbox-child.ts';
import type { WindowOptions } from './outbox-window.ts';

/** A window in a process of its own. */
export interface OutboxProcess {
  readonly pid: number;
  add(kind: string, payload: unknown): Promise<Seen>;
  retry(id: string): Promise<void>;
  /** Resolves to whether the entry is on the disk. */
  recorded(id: string): Promise<boolean>;
  entries(): Promise<readonly Seen[]>;
  /** Kinds of what the database reported, in order. */
  readonly reports: readonly StorageReport['kind'][];
  /** Milliseconds: the longest that its event loop stood still since this was last asked. */
  longestStall(): Promise<number>;
  /** Ids of the rows of all windows. */
  all(): Promise<readonly string[]>;
  discard(id: string): Promise<boolean>;
  close(): Promise<void>;
  moveTo(origin: string): Promise<void>;
  /** Resolves with the first change, past or to come, that is meant. */
  sees(isMeant: (entry: Seen) => boolean): Promise<Seen>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** From now on no file may grow beyond so many bytes: as if the disk were full. */
  fillDisk(bytes: number): Promise<void>;
  freeDisk(): Promise<void>;
}

/** Bundles the process's code once. */
export async function buildOutboxProcess(directory: string): Promise<string> {
  const outfile = path.join(directory, 'outbox-child.mjs');
  const entry = path.join(import.meta.dirname, 'outbox-child.ts');
  const { banner } = host;
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    banner,
    logLevel: 'error',
  });
  return outfile;
}

type Told =
  | { readonly ready: true }
  | { readonly changed: Seen }
  | { readonly report: StorageReport['kind'] }
  | { readonly number: number; readonly result: unknown };

/** @param uid the user it runs as */
export async function startOutboxProcess(script: string, options: WindowOptions, uid?: number): Promise<OutboxProcess> {
  const child = fork(script, [JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    ...(uid === undefined ? {} : { uid }),
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const answers = new Map<number, (result: unknown) => void>();
  const changes: Seen[] = [];
  const reports: StorageReport['kind'][] = [];
  const watchers = new Set<(entry: Seen) => void>();
  let orders = 0;
  await new Promise<void>((resolve, reject) => {
    void ended.then(() => reject(new Error('The process ended.')));
    child.on('message', (told: Told) => {
      if ('ready' in told) resolve();
      else if ('changed' in told) {
        changes.push(told.changed);
        for (const watcher of watchers) watcher(told.changed);
      } else if ('report' in told) reports.push(told.report);
      else answers.get(told.number)?.(told.result);
    });
  });
  const tell = (order: Omit<Order, 'number'>): Promise<unknown> =>
    new Promise((resolve) => {
      orders += 1;
      answers.set(orders, resolve);
      // One that was killed takes no orders, and never answers.
      child.send({ ...order, number: orders }, () => undefined);
    });
  const pid = child.pid ?? 0;
  const limit = (soft: string) => promisify(execFile)('prlimit', ['--pid', String(pid), `--fsize=${soft}:unlimited`]);
  return {
    pid,
    reports,
    longestStall: async () => Number(await tell({ order: 'longestStall' })),
    add: async (kind, payload) => (await tell({ order: 'add', kind, payload })) as Seen,
    retry: async (id) => void (await tell({ order: 'retry', id })),
    recorded: async (id) => (await tell({ order: 'recorded', id })) === true,
    entries: async () => (await tell({ order: 'entries' })) as Seen[],
    all: async () => (await tell({ order: 'all' })) as string[],
    close: async () => void (await tell({ order: 'close' })),
    discard: async (id) => (await tell({ order: 'discard', id })) === true,
    moveTo: async (origin) => void (await tell({ order: 'moveTo', origin })),
    sees: (isMeant) =>
      new Promise((resolve) => {
        const before = changes.find(isMeant);
        if (before !== undefined) return resolve(before);
        const watcher = (entry: Seen): void => {
          if (!isMeant(entry)) return;
          watchers.delete(watcher);
          resolve(entry);
        };
        watchers.add(watcher);
        return undefined;
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    signal: (name) => void child.kill(name),
    fillDisk: async (bytes) => void (await limit(String(bytes))),
    freeDisk: async () => void (await limit('unlimited')),
  };
}

import { build } from 'esbuild';
import { execFile, fork } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { host } from '../../esbuild.mjs';
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
  | { readonly number: number; readonly result: unknown };

export async function startOutboxProcess(script: string, options: WindowOptions): Promise<OutboxProcess> {
  const child = fork(script, [JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const answers = new Map<number, (result: unknown) => void>();
  const changes: Seen[] = [];
  const watchers = new Set<(entry: Seen) => void>();
  let orders = 0;
  await new Promise<void>((resolve) => {
    child.on('message', (told: Told) => {
      if ('ready' in told) resolve();
      else if ('changed' in told) {
        changes.push(told.changed);
        for (const watcher of watchers) watcher(told.changed);
      } else answers.get(told.number)?.(told.result);
    });
  });
  const tell = (order: Omit<Order, 'number'>): Promise<unknown> =>
    new Promise((resolve) => {
      orders += 1;
      answers.set(orders, resolve);
      child.send({ ...order, number: orders });
    });
  const pid = child.pid ?? 0;
  const limit = (soft: string) => promisify(execFile)('prlimit', ['--pid', String(pid), `--fsize=${soft}:unlimited`]);
  return {
    pid,
    add: async (kind, payload) => (await tell({ order: 'add', kind, payload })) as Seen,
    retry: async (id) => void (await tell({ order: 'retry', id })),
    recorded: async (id) => (await tell({ order: 'recorded', id })) === true,
    entries: async () => (await tell({ order: 'entries' })) as Seen[],
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

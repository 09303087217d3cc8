import { afterEach } from 'vitest';
import { type BlandApi, createBlandApi } from '../../../src/api/index.ts';
import type { ClientOptions } from '../../../src/api/client.ts';
import type { RequestLogEntry } from '../../../src/api/request-log.ts';
import type { Transport } from '../../../src/api/transport.ts';
import { createUndiciTransport, type UndiciTransportOptions } from '../../../src/api/undici-transport.ts';
import { refusalOf } from '../../support/contract/check.ts';
import { type ScriptedServer, type ServerOptions, startServer } from '../../support/http.ts';

/** Looks like a key, and is searched for in everything that is logged or thrown. */
export const canary = 'org_canary7f3a9e51c2d84b60';

export interface Bench {
  readonly server: ScriptedServer;
  readonly api: BlandApi;
  readonly log: RequestLogEntry[];
  /** What the client waited between attempts, milliseconds; it does not really wait. */
  readonly waits: number[];
}

export interface BenchOptions {
  readonly key?: string | undefined;
  readonly client?: Partial<ClientOptions>;
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A scripted server that refuses what the service would, unless told otherwise, and is closed after the test. */
export async function server(options?: ServerOptions): Promise<ScriptedServer> {
  const started = await startServer({ refuse: refusalOf, ...options });
  closers.push(() => started.close());
  return started;
}

/** A transport that is closed after the test. */
export function transport(options?: UndiciTransportOptions): Transport {
  const made = createUndiciTransport({ closeMs: 0, ...options });
  closers.push(() => made.close());
  return made;
}

/** A scripted server and the service's client in front of it. */
export async function bench({ key = canary, client = {} }: BenchOptions = {}): Promise<Bench> {
  const started = await server();
  const log: RequestLogEntry[] = [];
  const waits: number[] = [];
  const api = createBlandApi({
    baseUrl: started.url,
    key: async () => key,
    transport: transport(),
    log: (entry) => log.push(entry),
    sleep: async (ms) => void waits.push(ms),
    random: () => 0,
    ...client,
  });
  return { server: started, api, log, waits };
}

/** What a promise rejects with. Fails when it resolves. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a rejection');
}

/** As `failure`, checked to be of a class. */
export async function failureOf<T extends Error>(
  kind: abstract new (...given: never[]) => T,
  promise: Promise<unknown>,
): Promise<T> {
  const error = await failure(promise);
  if (!(error instanceof kind)) throw new Error(`expected ${kind.name}, got ${String(error)}`, { cause: error });
  return error;
}

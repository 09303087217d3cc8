import { rootCertificates } from 'node:tls';
import Agent from 'undici/lib/dispatcher/agent.js';
import { exchange } from './exchange.ts';
import type { Transport } from './transport.ts';

export interface UndiciTransportOptions {
  /** Connections per origin; default 8, where more stop paying. */
  readonly connections?: number;
  /** Milliseconds for name, TCP and TLS together; default 10,000. */
  readonly connectMs?: number;
  /** How long an unused connection is kept, milliseconds, unless the server names a time; default 10,000. */
  readonly keepAliveMs?: number;
  /** How long `close` lets requests end, milliseconds; default 2,000. */
  readonly closeMs?: number;
  /** Certificate authorities trusted beside the built-in ones, PEM. */
  readonly ca?: readonly string[];
}

/** The transport that goes straight to the service, without proxies: undici with connections kept alive. */
export function createUndiciTransport(options: UndiciTransportOptions = {}): Transport {
  const { connections = 8, connectMs = 10_000, keepAliveMs = 10_000, closeMs = 2_000, ca } = options;
  const agent = new Agent({
    connections,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    connect: { timeout: connectMs, ...(ca === undefined ? {} : { ca: [...rootCertificates, ...ca] }) },
  });
  let closing: Promise<void> | undefined;
  return {
    name: 'direct',
    send: (request) => exchange(agent, request),
    close: () => (closing ??= closeWithin(agent, closeMs)),
  };
}

async function closeWithin(agent: Agent, limitMs: number): Promise<void> {
  const late = setTimeout(() => void agent.destroy(), limitMs);
  try {
    await agent.close();
  } finally {
    clearTimeout(late);
  }
}

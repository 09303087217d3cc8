import { exchange } from './exchange.ts';
import { createDispatchers } from './network/dispatchers.ts';
import { type NetworkPlan, networkPlan } from './network/plan.ts';
import { readNetworkSettings } from './network/settings.ts';
import type { Transport } from './transport.ts';

export interface UndiciTransportOptions {
  /** Connections per origin; default 8, where more stop paying. */
  readonly connections?: number;
  /** Milliseconds for name, TCP and TLS together; default 10,000. */
  readonly connectMs?: number;
  /** The longest that an unused connection is kept for further reads, milliseconds; default 4,000. */
  readonly keepAliveMs?: number;
  /** How long `close` lets requests end, milliseconds; default 2,000. */
  readonly closeMs?: number;
  /** Certificate authorities trusted beside those of the plan, PEM. */
  readonly ca?: readonly string[] | undefined;
  /** How to reach a URL, the same answer each time; by default straight, with Node's and the system's authorities. */
  readonly plan?: (url: URL) => NetworkPlan;
}

/** The transport of our own: undici with connections kept alive, straight to the service or through a proxy that is set. */
export function createUndiciTransport(options: UndiciTransportOptions = {}): Transport {
  const { connections = 8, connectMs = 10_000, keepAliveMs = 4_000, closeMs = 2_000, ca } = options;
  const plan = options.plan ?? ((url: URL) => networkPlan(readNetworkSettings({}), {}, url));
  const dispatchers = createDispatchers({ connections, connectMs, keepAliveMs, closeMs, ca, plan });
  const name = 'direct';
  return {
    name,
    async send(request) {
      request.carriedBy?.(name);
      return exchange(await dispatchers.for(request.url, request.method === 'GET'), request);
    },
    close: () => dispatchers.close(),
  };
}

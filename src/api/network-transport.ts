import { isLoopback } from './address.ts';
import { createFallbackTransport } from './fallback-transport.ts';
import { createFetchTransport, type Fetch } from './fetch-transport.ts';
import { networkPlan } from './network/plan.ts';
import type { Environment, NetworkSettings } from './network/settings.ts';
import type { Transport } from './transport.ts';
import { createUndiciTransport } from './undici-transport.ts';

export interface NetworkTransportOptions {
  readonly settings: NetworkSettings;
  readonly environment: Environment;
  /** The editor's `fetch`; default the global one. */
  readonly fetch?: () => Fetch;
  /** Called when `auto` changes the transport of an origin. */
  readonly onSwitch?: (origin: string, to: string) => void;
}

/** Milliseconds for the direct transport to connect before `auto` tries the editor's. */
const autoConnectMs = 5_000;

/** Returns the transport for the user's settings. Loopback addresses are always reached directly. */
export function createNetworkTransport(options: NetworkTransportOptions): Transport {
  const { settings, environment, fetch, onSwitch } = options;
  const plan = (url: URL) => networkPlan(settings, environment, url);
  const auto = settings.transport === 'auto';
  const direct = createUndiciTransport({ plan, ...(auto ? { connectMs: autoConnectMs } : {}) });
  if (settings.transport === 'direct') return direct;
  const editor = createFetchTransport(fetch);
  const chosen = auto ? createFallbackTransport(direct, editor, onSwitch === undefined ? {} : { onSwitch }) : editor;
  return {
    name: chosen.name,
    send: (request) => (isLoopback(request.url) ? direct : chosen).send(request),
    async close() {
      await Promise.all([direct.close(), editor.close()]);
    },
  };
}

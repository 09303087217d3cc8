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
  /** Called when `auto` reaches an origin another way than before. */
  readonly onSwitch?: (origin: string, to: string) => void;
}

/** With another way to try, the first is given less time to connect than it would have alone, milliseconds. */
const autoConnectMs = 5_000;

/** The transport that the settings ask for. This machine itself is always reached directly, whatever they say. */
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

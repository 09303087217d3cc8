import type * as vscode from 'vscode';
import { createNetworkTransport } from '../../api/network-transport.ts';
import { type NetworkPlan, networkPlan } from '../../api/network/plan.ts';
import type { TransportChoice } from '../../api/network/settings.ts';
import { createReloadableTransport } from '../../api/reloadable-transport.ts';
import type { Transport } from '../../api/transport.ts';
import { networkSettings, onDidChangeNetworkSettings } from './network-settings.ts';

/** The transport of requests, as settings and environment configure it. */
export interface Network extends vscode.Disposable {
  readonly transport: Transport;
  readonly choice: TransportChoice;
  /** Returns how the direct transport reaches a URL. */
  plan(url: URL): NetworkPlan;
}

/** Applies a change of settings to the next request; running requests finish on the old transport. */
export function openNetwork(log: vscode.LogOutputChannel): Network {
  let settings = networkSettings();
  const { env } = process;
  const onSwitch = (origin: string, to: string): void => log.info(`${origin} is reached by the transport ${to} now.`);
  const transport = createReloadableTransport(() => createNetworkTransport({ settings, environment: env, onSwitch }));
  const watcher = onDidChangeNetworkSettings(() => {
    settings = networkSettings();
    transport.reload();
    log.info('The network settings have changed.');
  });
  return {
    transport,
    get choice() {
      return settings.transport;
    },
    plan: (url) => networkPlan(settings, env, url),
    dispose() {
      watcher.dispose();
      void transport.close();
    },
  };
}

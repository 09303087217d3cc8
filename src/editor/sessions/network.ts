import type * as vscode from 'vscode';
import { createNetworkTransport } from '../../api/network-transport.ts';
import { type NetworkPlan, networkPlan } from '../../api/network/plan.ts';
import type { TransportChoice } from '../../api/network/settings.ts';
import { createReloadableTransport } from '../../api/reloadable-transport.ts';
import type { Transport } from '../../api/transport.ts';
import { networkSettings, onDidChangeNetworkSettings } from './network-settings.ts';

/** How requests travel in this editor, as its settings and environment have it now. */
export interface Network extends vscode.Disposable {
  readonly transport: Transport;
  readonly choice: TransportChoice;
  /** How the direct transport reaches a URL. */
  plan(url: URL): NetworkPlan;
}

/** Follows the settings: the next request after a change goes the new way, those under way end on the old one. */
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

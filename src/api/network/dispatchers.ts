import Agent from 'undici/lib/dispatcher/agent.js';
import { planConnector } from './connector.ts';
import type { NetworkPlan } from './plan.ts';
import { authoritiesOf } from './trust.ts';

export interface DispatcherOptions {
  readonly connections: number;
  readonly connectMs: number;
  readonly keepAliveMs: number;
  readonly closeMs: number;
  readonly ca?: readonly string[] | undefined;
  readonly plan: (url: URL) => NetworkPlan;
}

/**
 * Creates the connection pools of a transport: for each route one for reads and one for writes, on first use.
 *
 * An idle connection may have been closed by the other side unnoticed, above all after the machine slept. A read that fails
 * so is retried, but a write may or may not have been done. So each write opens a connection of its own.
 */
export function createDispatchers(options: DispatcherOptions) {
  const { connections, connectMs, keepAliveMs, closeMs, ca, plan } = options;
  const agents = new Map<string, Promise<Agent>>();
  const tunnels = new AbortController();
  let closing: Promise<void> | undefined;

  const createPool = async (networkPlan: NetworkPlan, secure: boolean): Promise<Agent> => {
    const authorities = secure ? await authoritiesOf(networkPlan.trust, ca) : undefined;
    const connect = planConnector(networkPlan, { connectMs, ca: authorities, signal: tunnels.signal });
    const keepAlive = { keepAliveTimeout: keepAliveMs, keepAliveMaxTimeout: keepAliveMs };
    const agent = new Agent({ connections, pipelining: 1, ...keepAlive, connect });
    if (closing !== undefined) void agent.close();
    return agent;
  };

  return {
    /** Returns the pool for reads from a URL or writes to it. After `close` its requests fail as not sent. */
    for(url: URL, isRead: boolean): Promise<Agent> {
      const networkPlan = plan(url);
      const { route } = networkPlan;
      const secure = url.protocol === 'https:' || (route.kind === 'proxy' && route.proxy.url.protocol === 'https:');
      const routeName = route.kind === 'proxy' ? route.proxy.url.origin : route.kind;
      const key = `${routeName} ${secure ? 'tls' : 'plain'} ${isRead ? 'read' : 'write'}`;
      const agent = agents.get(key) ?? createPool(networkPlan, secure);
      agents.set(key, agent);
      return agent;
    },
    close(): Promise<void> {
      closing ??= closeWithin([...agents.values()], closeMs, tunnels);
      return closing;
    },
  };
}

/** Closes the pools: waits for requests up to the limit, then aborts them and the tunnels that are being opened. */
async function closeWithin(
  agents: readonly Promise<Agent>[],
  limitMs: number,
  tunnels: AbortController,
): Promise<void> {
  const all = await Promise.all(agents);
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  try {
    await Promise.race([Promise.all(all.map((agent) => agent.close())), limit]);
  } finally {
    clearTimeout(timer);
    tunnels.abort();
    // Not awaited: the promise never settles while a connection is being opened.
    for (const agent of all) void agent.destroy();
  }
}

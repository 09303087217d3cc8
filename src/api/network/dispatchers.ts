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
 * The connection pools of a transport, one for each way there is, made when a URL first needs it.
 *
 * A connection that was idle may have been closed by the other side unnoticed, all the more after this process was stopped
 * or the machine slept. A read that is lost so is repeated; of a write nobody could say whether it was done. So every write
 * gets a connection of its own, in a pool of its own, and no timer decides whether an old one is still good.
 */
export function createDispatchers(options: DispatcherOptions) {
  const { connections, connectMs, keepAliveMs, closeMs, ca, plan } = options;
  const agents = new Map<string, Promise<Agent>>();
  const tunnels = new AbortController();
  let closing: Promise<void> | undefined;

  const make = async (wanted: NetworkPlan, secure: boolean): Promise<Agent> => {
    const authorities = secure ? await authoritiesOf(wanted.trust, ca) : undefined;
    const connect = planConnector(wanted, { connectMs, ca: authorities, signal: tunnels.signal });
    const keepAlive = { keepAliveTimeout: keepAliveMs, keepAliveMaxTimeout: keepAliveMs };
    const agent = new Agent({ connections, pipelining: 1, ...keepAlive, connect });
    if (closing !== undefined) void agent.close();
    return agent;
  };

  return {
    /** The pool for a URL: that of reads, whose connections are kept, or that of writes. After `close` its requests fail as not sent. */
    for(url: URL, isRead: boolean): Promise<Agent> {
      const wanted = plan(url);
      const { route } = wanted;
      const secure = url.protocol === 'https:' || (route.kind === 'proxy' && route.proxy.url.protocol === 'https:');
      const way = route.kind === 'proxy' ? route.proxy.url.origin : route.kind;
      const key = `${way} ${secure ? 'tls' : 'plain'} ${isRead ? 'read' : 'write'}`;
      const known = agents.get(key) ?? make(wanted, secure);
      agents.set(key, known);
      return known;
    },
    close(): Promise<void> {
      closing ??= closeWithin([...agents.values()], closeMs, tunnels);
      return closing;
    },
  };
}

/** Lets requests end for a while, then ends them. What still connects by then is given up. */
async function closeWithin(
  agents: readonly Promise<Agent>[],
  limitMs: number,
  tunnels: AbortController,
): Promise<void> {
  const all = await Promise.all(agents);
  let late: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    late = setTimeout(resolve, limitMs);
  });
  try {
    await Promise.race([Promise.all(all.map((agent) => agent.close())), patience]);
  } finally {
    clearTimeout(late);
    tunnels.abort();
    // Closed ones take no harm. Not awaited: with a connection still being made, undici never says that it is done.
    for (const agent of all) void agent.destroy();
  }
}

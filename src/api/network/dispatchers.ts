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

/** The connection pools of a transport, one for each way there is, made when a URL first needs it. */
export function createDispatchers(options: DispatcherOptions) {
  const { connections, connectMs, keepAliveMs, closeMs, ca, plan } = options;
  const agents = new Map<string, Promise<Agent>>();
  let closing: Promise<void> | undefined;

  const make = async (wanted: NetworkPlan, secure: boolean): Promise<Agent> => {
    const authorities = secure ? await authoritiesOf(wanted.trust, ca) : undefined;
    const connect = planConnector(wanted, { connectMs, ca: authorities });
    const agent = new Agent({ connections, pipelining: 1, keepAliveTimeout: keepAliveMs, connect });
    if (closing !== undefined) void agent.close();
    return agent;
  };

  return {
    /** The pool for a URL. After `close` its requests fail as not sent. */
    for(url: URL): Promise<Agent> {
      const wanted = plan(url);
      const { route } = wanted;
      const secure = url.protocol === 'https:' || (route.kind === 'proxy' && route.proxy.url.protocol === 'https:');
      const way = route.kind === 'proxy' ? route.proxy.url.origin : route.kind;
      const key = `${way} ${secure ? 'tls' : 'plain'}`;
      const known = agents.get(key) ?? make(wanted, secure);
      agents.set(key, known);
      return known;
    },
    close(): Promise<void> {
      closing ??= Promise.all([...agents.values()].map(async (agent) => closeWithin(await agent, closeMs))).then(
        () => undefined,
      );
      return closing;
    },
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

import type { NetworkPlan } from './network/plan.ts';
import { authoritiesOf } from './network/trust.ts';
import {
  type ProbeResult,
  probeDns,
  probeProxy,
  probeTcp,
  probeTls,
  probeTunnel,
  probeTunnelTls,
} from './connection-probes.ts';

/** With a proxy: connecting to it (`proxy-connect`), and opening a tunnel through it (`proxy-auth`). */
export type ConnectionStage = 'dns' | 'connect' | 'tls' | 'proxy-connect' | 'proxy-auth';

/** The steps by which the direct transport connects, each as a probe. */
export interface DirectConnection {
  /** `host:port`, without credentials; null without a proxy. */
  readonly proxy: string | null;
  readonly steps: readonly { readonly stage: ConnectionStage; readonly probe: () => Promise<ProbeResult> }[];
}

export interface DirectConnectionOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly ca?: readonly string[] | undefined;
  /** Default: no proxy. */
  readonly plan?: ((url: URL) => NetworkPlan) | undefined;
}

/** Returns the steps to a URL according to its network plan. */
export async function directConnection(url: URL, options: DirectConnectionOptions): Promise<DirectConnection> {
  const plan = options.plan?.(url);
  const secure = url.protocol === 'https:';
  if (plan?.route.kind === 'unusable') {
    const { fault } = plan.route;
    return { proxy: null, steps: [{ stage: 'proxy-connect', probe: async () => ({ ok: false, code: fault, ms: 0 }) }] };
  }
  const tls = secure || (plan?.route.kind === 'proxy' && plan.route.proxy.url.protocol === 'https:');
  const ca = tls ? await authoritiesOf(plan?.trust ?? { system: true, extraFile: null }, options.ca) : undefined;
  const probe = { timeoutMs: options.timeoutMs, signal: options.signal, ca };
  if (plan?.route.kind === 'proxy') {
    const { proxy } = plan.route;
    const through = { ...probe, proxy, verify: plan.verify };
    return {
      proxy: proxy.host,
      steps: [
        { stage: 'proxy-connect', probe: () => probeProxy(through) },
        { stage: 'proxy-auth', probe: () => probeTunnel(url, through) },
        ...(secure ? [{ stage: 'tls' as const, probe: () => probeTunnelTls(url, through) }] : []),
      ],
    };
  }
  return {
    proxy: null,
    steps: [
      { stage: 'dns', probe: () => probeDns(url, probe) },
      { stage: 'connect', probe: () => probeTcp(url, probe) },
      ...(secure ? [{ stage: 'tls' as const, probe: () => probeTls(url, probe) }] : []),
    ],
  };
}

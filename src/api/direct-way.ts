import type { DiagnoseOptions, DiagnosisStepStage, Finding } from './diagnose.ts';
import { proxyAuthenticationRequired } from './network/proxy-error.ts';
import { authoritiesOf } from './network/trust.ts';
import { type ProbeResult, probeDns, probeProxy, probeTcp, probeTls, probeTunnel, probeTunnelTls } from './probe.ts';

/** The steps that the direct transport takes before it can send, and the proxy on its way. */
export interface DirectWay {
  readonly proxy: string | null;
  readonly steps: readonly { readonly stage: DiagnosisStepStage; readonly probe: () => Promise<ProbeResult> }[];
}

/** The way that the direct transport takes to a URL, as its plan has it. */
export async function directWay(url: URL, options: DiagnoseOptions, timeoutMs: number): Promise<DirectWay> {
  const plan = options.plan?.(url);
  const secure = url.protocol === 'https:';
  if (plan?.route.kind === 'unusable') {
    const { fault } = plan.route;
    return { proxy: null, steps: [{ stage: 'proxy-connect', probe: async () => ({ ok: false, code: fault, ms: 0 }) }] };
  }
  const tls = secure || (plan?.route.kind === 'proxy' && plan.route.proxy.url.protocol === 'https:');
  const ca = tls ? await authoritiesOf(plan?.trust ?? { system: true, extraFile: null }, options.ca) : undefined;
  const probe = { timeoutMs, signal: options.signal, ca };
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

/** What a failed step means for the whole. */
export function faultAt(stage: DiagnosisStepStage, code: string, url: URL, proxy: string | null): Finding {
  if (stage === 'proxy-connect' || stage === 'proxy-auth') {
    const reason = proxyReason(code);
    const what = proxy === null ? 'The proxy that is set cannot be used' : `${proxy}: ${stage} failed`;
    return { stage: 'proxy', reason, detail: `${what} (${code}).` };
  }
  return { stage, reason: code, detail: `${url.host}: ${stage} failed (${code}).` };
}

/** The reason of a diagnosis for the code of a `ProxyError`. */
export function proxyReason(code: string): string {
  if (code === proxyAuthenticationRequired) return 'proxy_authentication';
  if (code === 'PROXY_ADDRESS' || code === 'PROXY_PROTOCOL') return 'proxy_setting';
  return /^PROXY_(?:STATUS_\d+|REFUSED)$/.test(code) ? 'proxy_refused' : code;
}

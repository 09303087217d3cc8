import { isLoopback } from '../address.ts';
import { matchesNoProxy } from './no-proxy.ts';
import { type ProxyFault, ProxyServer, readProxy } from './proxy-server.ts';
import type { Environment, NetworkSettings } from './settings.ts';

/** The source of a proxy's address. */
type ProxySource = 'setting' | 'environment';

type Route =
  /** No proxy; `because` is the reason. */
  | { readonly kind: 'direct'; readonly because: 'loopback' | 'off' | 'no-proxy' | 'none-set' }
  | { readonly kind: 'proxy'; readonly proxy: ProxyServer; readonly source: ProxySource }
  /** A proxy is set that cannot be used. The request fails, since connecting without it would bypass the user's setting. */
  | { readonly kind: 'unusable'; readonly fault: ProxyFault; readonly source: ProxySource };

/** Certificate authorities that are trusted in addition to Node's own. */
export interface Trust {
  readonly system: boolean;
  /** A file of PEM certificates. */
  readonly extraFile: string | null;
}

export interface NetworkPlan {
  readonly route: Route;
  /** Certificates are verified. False only through a proxy, if the user turned it off. */
  readonly verify: boolean;
  readonly trust: Trust;
}

/**
 * Returns how the direct transport reaches a URL, by the editor's order for extensions (microsoft/vscode-proxy-agent,
 * `useProxySettings`): loopback addresses are never proxied; then `http.proxySupport: off`; then `http.noProxy` or, if that
 * is empty, `NO_PROXY`; then `http.proxy`; then the environment. `ALL_PROXY` precedes `HTTP_PROXY` for https.
 */
export function networkPlan(settings: NetworkSettings, environment: Environment, url: URL): NetworkPlan {
  const route = routeOf(settings, environment, url);
  return {
    route,
    verify: route.kind !== 'proxy' || settings.proxyStrictSsl,
    trust: { system: settings.systemCertificates, extraFile: variable(environment, 'NODE_EXTRA_CA_CERTS') },
  };
}

function routeOf(settings: NetworkSettings, environment: Environment, url: URL): Route {
  if (isLoopback(url)) return { kind: 'direct', because: 'loopback' };
  if (settings.proxySupport === 'off') return { kind: 'direct', because: 'off' };
  const set = settings.noProxy.filter((entry) => entry.trim() !== '');
  const exceptions = set.length > 0 ? set : [variable(environment, 'no_proxy', 'NO_PROXY') ?? ''];
  if (matchesNoProxy(exceptions, url)) return { kind: 'direct', because: 'no-proxy' };
  const fromSetting = settings.proxy.trim();
  const text = fromSetting === '' ? fromEnvironment(environment, url) : fromSetting;
  if (text === null) return { kind: 'direct', because: 'none-set' };
  const source = fromSetting === '' ? 'environment' : 'setting';
  const proxy = readProxy(text, settings.proxyAuthorization);
  return proxy instanceof ProxyServer ? { kind: 'proxy', proxy, source } : { kind: 'unusable', fault: proxy, source };
}

function fromEnvironment(environment: Environment, url: URL): string | null {
  const plain = ['http_proxy', 'HTTP_PROXY'];
  const secure = url.protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY'] : plain;
  return variable(environment, ...secure, 'all_proxy', 'ALL_PROXY', ...plain);
}

/** Returns the first of these variables that is not empty. */
function variable(environment: Environment, ...names: readonly string[]): string | null {
  const values = names.map((name) => environment[name]?.trim() ?? '');
  return values.find((value) => value !== '') ?? null;
}

/** Describes a plan for a log or a report, without credentials. */
export function describePlan({ route, verify, trust }: NetworkPlan): string {
  const routeText =
    route.kind === 'direct'
      ? `direct (${route.because})`
      : route.kind === 'proxy'
        ? `proxy ${route.proxy.url.protocol}//${route.proxy.host} (${route.source}, ${route.proxy.hasCredentials ? 'with' : 'without'} credentials)`
        : `unusable proxy (${route.fault}, ${route.source})`;
  const authorities = ['built-in', ...(trust.system ? ['system'] : []), ...(trust.extraFile === null ? [] : ['extra'])];
  return `${routeText}; certificates ${verify ? 'verified' : 'NOT verified'} against ${authorities.join(', ')}`;
}

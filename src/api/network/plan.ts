import { isLoopback } from '../address.ts';
import { matchesNoProxy } from './no-proxy.ts';
import { type ProxyFault, ProxyServer, readProxy } from './proxy-server.ts';
import type { Environment, NetworkSettings } from './settings.ts';

/** The source of a proxy's address. */
type ProxySource = 'setting' | 'environment';

type Route =
  /** Straight to the service; `because` says why no proxy is used. */
  | { readonly kind: 'direct'; readonly because: 'loopback' | 'off' | 'no-proxy' | 'none-set' }
  | { readonly kind: 'proxy'; readonly proxy: ProxyServer; readonly source: ProxySource }
  /** A proxy is set that cannot be used. Going straight instead would be against the user's word. */
  | { readonly kind: 'unusable'; readonly fault: ProxyFault; readonly source: ProxySource };

/** Whose certificates are trusted beside the authorities that Node brings. */
export interface Trust {
  readonly system: boolean;
  /** A file of PEM certificates. */
  readonly extraFile: string | null;
}

export interface NetworkPlan {
  readonly route: Route;
  /** Verifies certificates: always, unless the user turned that off for requests through a proxy. */
  readonly verify: boolean;
  readonly trust: Trust;
}

/**
 * How the direct transport reaches a URL. A pure function of what is set, in the order in which the editor decides for
 * extensions (microsoft/vscode-proxy-agent, `useProxySettings`): this machine is never proxied; then
 * `http.proxySupport: off`; then the exceptions, `http.noProxy` or, when it is empty, `NO_PROXY`; then `http.proxy`; then
 * the environment. `ALL_PROXY` stands between the variables of the two protocols.
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

/** The first of these that says something. */
function variable(environment: Environment, ...names: readonly string[]): string | null {
  const values = names.map((name) => environment[name]?.trim() ?? '');
  return values.find((value) => value !== '') ?? null;
}

/** A plan in words for a log or a report: hosts, never credentials. */
export function describePlan({ route, verify, trust }: NetworkPlan): string {
  const way =
    route.kind === 'direct'
      ? `direct (${route.because})`
      : route.kind === 'proxy'
        ? `proxy ${route.proxy.url.protocol}//${route.proxy.host} (${route.source}, ${route.proxy.hasCredentials ? 'with' : 'without'} credentials)`
        : `unusable proxy (${route.fault}, ${route.source})`;
  const authorities = ['built-in', ...(trust.system ? ['system'] : []), ...(trust.extraFile === null ? [] : ['extra'])];
  return `${way}; certificates ${verify ? 'verified' : 'NOT verified'} against ${authorities.join(', ')}`;
}

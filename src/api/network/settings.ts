/** See `createNetworkTransport`. */
const transportChoices = ['auto', 'direct', 'editor'] as const;
export type TransportChoice = (typeof transportChoices)[number];

/** The user's network settings. */
export interface NetworkSettings {
  /** `callTriage.network.transport` */
  readonly transport: TransportChoice;
  /** `http.proxy`: a URL, perhaps with credentials; empty for none. */
  readonly proxy: string;
  /** `http.noProxy`: hosts that are reached without the proxy. */
  readonly noProxy: readonly string[];
  /** `http.proxyStrictSSL`: verify certificates of connections through a proxy. */
  readonly proxyStrictSsl: boolean;
  /** `http.proxySupport`: `off` means no proxies for extensions, not even those of the environment. */
  readonly proxySupport: string;
  /** `http.proxyAuthorization`: the value of the header `Proxy-Authorization`; empty for none. */
  readonly proxyAuthorization: string;
  /** `http.systemCertificates`: trust the system's certificate authorities too. */
  readonly systemCertificates: boolean;
}

/** Reads the editor's settings. A value of the wrong type counts as not set. */
export function readNetworkSettings(raw: Readonly<Partial<Record<keyof NetworkSettings, unknown>>>): NetworkSettings {
  return {
    transport: transportChoices.find((choice) => choice === raw.transport) ?? 'auto',
    proxy: text(raw.proxy),
    noProxy: Array.isArray(raw.noProxy) ? raw.noProxy.map(text) : [],
    proxyStrictSsl: raw.proxyStrictSsl !== false,
    proxySupport: text(raw.proxySupport),
    proxyAuthorization: text(raw.proxyAuthorization),
    systemCertificates: raw.systemCertificates !== false,
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The environment variables that matter, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

import * as z from 'zod/mini';

/** Which transport carries requests: see `network-transport.ts`. */
export const transportChoices = ['auto', 'direct', 'editor'] as const;
export type TransportChoice = (typeof transportChoices)[number];

const text = z.catch(z.string(), '');
const flag = (fallback: boolean) => z.catch(z.boolean(), fallback);

/** What the user has set about networking. What is not of the right type counts as not set. */
const settingsSchema = z.object({
  /** `callTriage.network.transport` */
  transport: z.catch(z.enum(transportChoices), 'auto'),
  /** `http.proxy`: a URL, perhaps with credentials; empty for none. */
  proxy: text,
  /** `http.noProxy`: hosts that need none. */
  noProxy: z.catch(z.array(text), []),
  /** `http.proxyStrictSSL`: whether certificates are verified on the way through a proxy. */
  proxyStrictSsl: flag(true),
  /** `http.proxySupport`: `off` means no proxies for extensions, whoever names them. */
  proxySupport: text,
  /** `http.proxyAuthorization`: the value of the header `Proxy-Authorization`; empty for none. */
  proxyAuthorization: text,
  /** `http.systemCertificates`: whether the system's certificate authorities are trusted too. */
  systemCertificates: flag(true),
});

export type NetworkSettings = Readonly<z.output<typeof settingsSchema>>;

/** Reads settings as the editor has them. */
export function readNetworkSettings(raw: Readonly<Record<keyof NetworkSettings, unknown>>): NetworkSettings {
  return settingsSchema.parse(raw);
}

/** Nothing set at all. */
export const noNetworkSettings: NetworkSettings = settingsSchema.parse({ proxySupport: 'override' });

/** The environment variables that matter, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

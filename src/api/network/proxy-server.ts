/**
 * A proxy, with the credentials for it in a private field: nothing that prints, logs or serialises this object shows
 * them.
 */
export class ProxyServer {
  /** Without user name, password or path. */
  readonly url: URL;
  readonly #authorization: string | null;

  constructor(url: URL, authorization: string | null) {
    this.url = new URL(url.origin);
    this.#authorization = authorization;
  }

  /** `host:port`, as people know it. */
  get host(): string {
    return `${this.url.hostname}:${this.port}`;
  }

  get port(): number {
    return Number(this.url.port || (this.url.protocol === 'https:' ? 443 : 80));
  }

  get hasCredentials(): boolean {
    return this.#authorization !== null;
  }

  /** The value of `Proxy-Authorization`, for the connection to this proxy and nothing else. */
  authorization(): string | null {
    return this.#authorization;
  }
}

/** Why a proxy that is set cannot be used by the direct transport. */
export type ProxyFault = 'PROXY_ADDRESS' | 'PROXY_PROTOCOL';

/**
 * A proxy's address with nothing in it that a URL reads otherwise than people do: a `\\`, `/`, `#` or `?` in credentials ends
 * the host before it began, so that the user name would become the host.
 */
const strictAddress =
  /^https?:\/\/(?:[^\s\\/?#"'<>]*@)?(\[[0-9a-f:.]+\]|[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{N}.])?)(?::\d{1,5})?\/?$/iu;

/**
 * Reads a proxy's address: `http://` or `https://`, where `host:port` alone means the first. Credentials come from the
 * URL, percent-decoded, unless `authorization` is given.
 */
export function readProxy(text: string, authorization: string): ProxyServer | ProxyFault {
  const trimmed = text.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!/^https?:/i.test(full)) return 'PROXY_PROTOCOL';
  const host = strictAddress.exec(full)?.[1];
  if (host === undefined || !URL.canParse(full)) return 'PROXY_ADDRESS';
  const url = new URL(full);
  // `010.1` would become 8.0.0.1, and `１０.１` 10.0.0.1; a name in other letters becomes `xn--…`.
  const isAsWritten = /^\[|(?:^|\.)xn--/.test(url.hostname) || url.hostname === host.toLowerCase();
  if (host.includes('..') || url.port === '0' || !isAsWritten) return 'PROXY_ADDRESS';
  const given = headerValue(authorization);
  return new ProxyServer(url, given ?? basicOf(url));
}

function basicOf({ username, password }: URL): string | null {
  if (username === '' && password === '') return null;
  const pair = `${decode(username)}:${decode(password)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

/** A password with a bare `%` is not percent-encoded at all. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Matches the value of a single header; a setting that does not match counts as not set. */
function headerValue(text: string): string | null {
  const trimmed = text.trim();
  return /^[\x20-\x7e]+$/.test(trimmed) ? trimmed : null;
}

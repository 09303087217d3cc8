/**
 * A proxy. Its credentials are in a private field, so that they do not appear when the object is logged or serialised.
 */
export class ProxyServer {
  /** Without user name, password or path. */
  readonly url: URL;
  readonly #authorization: string | null;

  constructor(url: URL, authorization: string | null) {
    this.url = new URL(url.origin);
    this.#authorization = authorization;
  }

  /** `host:port`. */
  get host(): string {
    return `${this.url.hostname}:${this.port}`;
  }

  get port(): number {
    return Number(this.url.port || (this.url.protocol === 'https:' ? 443 : 80));
  }

  get hasCredentials(): boolean {
    return this.#authorization !== null;
  }

  /** The value of `Proxy-Authorization`. To be sent to this proxy only. */
  authorization(): string | null {
    return this.#authorization;
  }
}

/** The reason that the direct transport cannot use a proxy. */
export type ProxyFault = 'PROXY_ADDRESS' | 'PROXY_PROTOCOL';

/**
 * Matches a proxy's address without characters that the URL parser treats unexpectedly: a `\\`, `/`, `#` or `?` in the
 * credentials would make the user name the host.
 */
const strictAddress =
  /^https?:\/\/(?:[^\s\\/?#"'<>]*@)?(\[[0-9a-f:.]+\]|[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{N}.])?)(?::\d{1,5})?\/?$/iu;

/**
 * Parses a proxy's address: `http://…`, `https://…`, or `host:port`, which means http. The credentials in it are
 * percent-decoded; `authorization`, if not empty, overrides them.
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
  return new ProxyServer(url, headerValue(authorization) ?? basicOf(url));
}

function basicOf({ username, password }: URL): string | null {
  if (username === '' && password === '') return null;
  const pair = `${decode(username)}:${decode(password)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

/** Percent-decodes a text; one with a stray `%` is not encoded, and returned as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Returns the text if it can be the value of a header; else null. */
function headerValue(text: string): string | null {
  const trimmed = text.trim();
  return /^[\x20-\x7e]+$/.test(trimmed) ? trimmed : null;
}

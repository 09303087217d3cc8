import { InvalidAddressError } from './errors.ts';

/**
 * Reads a base URL. Keys are sent there, so it is https, or http to this machine only. A path before the service's own
 * is kept (a gateway's prefix); a trailing slash and a trailing `/v1`, which every path of the service begins with,
 * are not.
 *
 * @throws InvalidAddressError with a sentence for the user; credentials in the text are never repeated
 */
export function parseBaseUrl(text: string): URL {
  const trimmed = text.trim();
  if (trimmed === '') throw new InvalidAddressError('The address is empty.');
  // The URL parser forgives all of these, silently and not always as meant.
  if (/[\s\p{Cc}\\]/u.test(trimmed)) {
    throw new InvalidAddressError('The address contains a space, a line break or a backslash.');
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\/(?!\/)/i.test(trimmed)) {
    throw new InvalidAddressError('The address must begin with https://, as in https://api.bland.ai.');
  }
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (url === undefined || url.hostname === '') {
    throw new InvalidAddressError('The address is not a valid URL. It looks like https://api.bland.ai.');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new InvalidAddressError('The address must begin with https://; other protocols are not supported.');
  }
  if (/^[^/]*\/\/[^/?#]*@/.test(trimmed)) {
    throw new InvalidAddressError('The address must not contain a user name or a password.');
  }
  if (/[?#]/.test(trimmed)) {
    throw new InvalidAddressError('The address must not contain a query (?) or a fragment (#).');
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw new InvalidAddressError(
      `http:// would send the API key unencrypted to ${url.host}. Use https://; http:// is for this machine only (127.0.0.1, ::1, localhost).`,
    );
  }
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return url;
}

/** True for a URL of this machine: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Appends a path of the service, `/v1/…`, and a query to a base URL. */
export function joinUrl(base: URL, path: string, query?: URLSearchParams): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, '')}${path}`;
  url.search = query?.toString() ?? '';
  return url;
}

import { InvalidAddressError } from './errors.ts';

/**
 * Parses a base URL. Keys are sent there, so it must be https, or http to this machine. A path (a gateway's prefix) is kept,
 * without a trailing slash or a trailing `/v1`, with which every path of the service starts.
 *
 * @throws InvalidAddressError with a sentence for the user that never contains credentials
 */
export function parseBaseUrl(text: string): URL {
  const trimmed = text.trim();
  if (trimmed === '') throw new InvalidAddressError('The address is empty.', 'missing');
  // The URL parser silently removes or replaces these characters.
  if (/[\s\p{Cc}\\]/u.test(trimmed)) {
    throw new InvalidAddressError('The address contains a space, a line break or a backslash.', 'characters');
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\/(?!\/)/i.test(trimmed)) {
    throw new InvalidAddressError('The address must begin with https://, as in https://api.bland.ai.', 'no-protocol');
  }
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (url === undefined || url.hostname === '') {
    throw new InvalidAddressError('The address is not a valid URL. It looks like https://api.bland.ai.', 'malformed');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new InvalidAddressError(
      'The address must begin with https://; other protocols are not supported.',
      'protocol',
    );
  }
  if (/^[^/]*\/\/[^/?#]*@/.test(trimmed)) {
    throw new InvalidAddressError('The address must not contain a user name or a password.', 'credentials');
  }
  if (/[?#]/.test(trimmed)) {
    throw new InvalidAddressError('The address must not contain a query (?) or a fragment (#).', 'query');
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw new InvalidAddressError(
      `http:// would send the API key unencrypted to ${url.host}. Use https://; http:// is for this machine only (127.0.0.1, ::1, localhost).`,
      'unencrypted',
      url.host,
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

/** Returns a base URL with a path of the service, `/v1/…`, and a query appended. */
export function joinUrl(base: URL, path: string, query?: URLSearchParams): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, '')}${path}`;
  url.search = query?.toString() ?? '';
  return url;
}

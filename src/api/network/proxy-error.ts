import { codeOf } from '../system-code.ts';

/** The code for a proxy that rejects the credentials (407). */
export const proxyAuthenticationRequired = 'PROXY_AUTHENTICATION';

/**
 * Connecting to the proxy or through it failed, before any of the request was sent. Only the code is kept, not the proxy's
 * response.
 */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** The system's code for connecting to the proxy; `PROXY_AUTHENTICATION`, `PROXY_STATUS_<status>` and such for its response. */
  readonly code: string;

  /** @param reason a code, or the error that has one */
  constructor(reason: unknown) {
    const code = systemCodeOf(typeof reason === 'string' ? reason : codeOf(reason));
    super(`The proxy failed (${code}).`);
    this.code = code;
  }
}

/** Replaces undici's codes by the system's where there is an equivalent. */
function systemCodeOf(code: string): string {
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'UND_ERR_HEADERS_TIMEOUT') return 'TIMEOUT';
  return code === 'UND_ERR_SOCKET' ? 'ECONNRESET' : code;
}

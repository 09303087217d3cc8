import { codeOf } from '../system-code.ts';

/** The code of a proxy that asks for other credentials than it was given (407). */
export const proxyAuthenticationRequired = 'PROXY_AUTHENTICATION';

/**
 * The way to or through the proxy failed, before anything of a request was sent. Only a code is kept: what a proxy
 * answers is not shown to anyone.
 */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** The system's code for reaching the proxy; `PROXY_AUTHENTICATION`, `PROXY_STATUS_<status>` and such for its answer. */
  readonly code: string;

  /** @param reason a code, or the error that has one */
  constructor(reason: unknown) {
    const code = plain(typeof reason === 'string' ? reason : codeOf(reason));
    super(`The proxy failed (${code}).`);
    this.code = code;
  }
}

/** undici's own codes, where the system has one that says the same. */
function plain(code: string): string {
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'UND_ERR_HEADERS_TIMEOUT') return 'TIMEOUT';
  return code === 'UND_ERR_SOCKET' ? 'ECONNRESET' : code;
}

import { NetworkError, type NetworkStage, ResponseTooLargeError, type ServiceError, TimeoutError } from './errors.ts';
import { ProxyError } from './network/proxy-error.ts';
import { codeOf } from './system-code.ts';
import { refOf, type TransportRequest } from './transport.ts';

// Codes that begin with ERR_ and are not Node's come from Chromium, which the editor may use for requests.
const dnsCode = /^(?:ENOTFOUND|EAI_|ENODATA|ESERVFAIL|ERR_NAME_)/;
const connectCode =
  /^(?:ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM|ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|ERR_ADDRESS_UNREACHABLE)$/;
const tlsCode =
  /^(?:ERR_TLS_|ERR_SSL_|ERR_CERT_|ERR_OSSL|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO$)/;
const proxyCode = /^(?:PROXY_|UND_ERR_(?:PRX|SOCKS5)|ERR_(?:PROXY|TUNNEL|MANDATORY_PROXY)_)/;
const resetCode =
  /^(?:ECONNRESET|ECONNABORTED|EPIPE|ERR_CONNECTION_RESET|ERR_CONNECTION_CLOSED|ERR_EMPTY_RESPONSE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE)$/;

/** Returns the stage of a failure with this code. @param secureConnecting the failure was during a TLS handshake */
export function stageOf(code: string, secureConnecting = false): NetworkStage {
  if (dnsCode.test(code)) return 'dns';
  if (connectCode.test(code)) return 'connect';
  if (tlsCode.test(code)) return 'tls';
  if (proxyCode.test(code)) return 'proxy';
  if (resetCode.test(code)) return secureConnecting ? 'tls' : 'reset';
  return 'other';
}

/** @param host as the user configured it */
function sentence(stage: NetworkStage, host: string, code: string): string {
  if (stage === 'dns') return `The name ${host} could not be resolved (${code}).`;
  if (stage === 'connect') return `No connection to ${host} (${code}).`;
  if (stage === 'tls') return `No secure connection to ${host} (${code}).`;
  if (stage === 'proxy') return `The proxy did not let the request to ${host} through (${code}).`;
  if (stage === 'reset') return `${host} closed the connection before its answer was complete (${code}).`;
  return `The exchange with ${host} failed (${code}).`;
}

/**
 * Converts an error of the network library. The original is not kept as a cause: a parser error quotes raw bytes of the
 * response, in which a server may have echoed the key.
 *
 * @param sent whether anything of the request may have reached the service
 */
export function networkFailure(error: unknown, request: TransportRequest, sent: boolean): ServiceError {
  const ref = refOf(request);
  const { host } = request.url;
  const code = codeOf(error);
  // The code concerns the connection to the proxy, not to the service.
  if (error instanceof ProxyError) {
    return new NetworkError(sentence('proxy', host, code), ref, { stage: 'proxy', systemCode: code, sent: false });
  }
  // ETIMEDOUT before anything was sent is the system's own limit for connecting.
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || (code === 'ETIMEDOUT' && !sent)) {
    return new TimeoutError(`${host} could not be reached in time.`, ref, { phase: 'connect', sent: false });
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT') {
    return new TimeoutError(`${host} did not answer in time.`, ref, { phase: 'headers', sent });
  }
  if (code === 'UND_ERR_BODY_TIMEOUT' || code === 'ETIMEDOUT') {
    return new TimeoutError(`${host} stopped in the middle of its answer.`, ref, { phase: 'body', sent });
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') {
    return new ResponseTooLargeError(`The headers of ${host}'s answer are too large.`, ref, 16 * 1024);
  }
  const stage = stageOf(code, !sent && request.url.protocol === 'https:');
  return new NetworkError(sentence(stage, host, code), ref, { stage, systemCode: code, sent });
}

import { parseBaseUrl } from './address.ts';
import { me } from './bland/me.ts';
import { type ClientOptions, createClient } from './client.ts';
import {
  AbortError,
  ApiError,
  ForbiddenError,
  InvalidAddressError,
  InvalidKeyError,
  isAbort,
  NetworkError,
  ResponseShapeError,
  ServerError,
  TimeoutError,
  TokenRefusedError,
  UnauthorizedError,
} from './errors.ts';
import { parseKey } from './key.ts';
import type { NetworkPlan } from './network/plan.ts';
import { type ConnectionStage, directConnection } from './direct-connection.ts';
import { proxyAuthenticationRequired } from './network/proxy-error.ts';
import type { RequestLog } from './request-log.ts';
import type { Transport } from './transport.ts';

/** Stages of a connection, in order; `ok` when none is at fault. */
type DiagnosisStage = 'address' | 'dns' | 'connect' | 'tls' | 'proxy' | 'http' | 'key' | 'ok';

export interface Diagnosis {
  readonly ok: boolean;
  /** The first stage at fault, or `ok`. */
  readonly stage: DiagnosisStage;
  /**
   * A short code: the system's (`ENOTFOUND`, `ECONNREFUSED`, `CERT_HAS_EXPIRED`, `TIMEOUT`), or one of `invalid`,
   * `redirect`, `proxy_authentication`, `proxy_refused`, `proxy_setting`, `not_the_service`, `server_error`, `rate_limited`, `refused`, `missing`,
   * `malformed`, `unauthorized`, `forbidden`, `ok`.
   */
  readonly reason: string;
  /** An English sentence, from the service if it gave one. Never contains the key. */
  readonly detail: string;
  /** The transport that got the response, `direct` or `editor`; without a response, the requested one. */
  readonly transport: string;
  /** `host:port` of the direct transport's proxy, without credentials; null without a proxy. */
  readonly proxy: string | null;
  /** HTTP status; null if the service was not reached. */
  readonly status: number | null;
  /** Milliseconds until the response; null without one. */
  readonly latencyMs: number | null;
  readonly steps: readonly DiagnosisStep[];
}

type DiagnosisStepStage = DiagnosisStage | ConnectionStage;

interface DiagnosisStep {
  readonly stage: DiagnosisStepStage;
  readonly ok: boolean;
  readonly ms: number;
  /** As `Diagnosis.reason`. */
  readonly reason: string;
}

export interface DiagnoseOptions {
  readonly baseUrl: URL | string;
  readonly key: string | undefined;
  readonly transport: Transport;
  readonly signal?: AbortSignal | undefined;
  /** Limit for each step, milliseconds; default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** The certificate authorities that the transport was given. */
  readonly ca?: readonly string[] | undefined;
  /** Request that checks the key; default GET /v1/me. */
  readonly checkKey?: ((options: KeyCheckOptions) => Promise<void>) | undefined;
  /** Network plan of the direct transport; default: no proxy. */
  readonly plan?: ((url: URL) => NetworkPlan) | undefined;
}

type KeyCheckOptions = Pick<ClientOptions, 'log' | 'retry' | 'timeouts' | 'transport'>;

/** A diagnosis without its measurements. */
type Finding = Pick<Diagnosis, 'stage' | 'reason' | 'detail'> & { readonly status?: number };

/**
 * Finds the stage at which a connection fails: address, DNS, TCP, TLS, proxy, HTTP or key (GET /v1/me). The direct
 * connection is probed step by step, through its proxy if it has one. The editor's networking cannot be probed, so the error
 * of the request is evaluated. With `auto`, a failed step of the direct connection is ignored if the service is reached.
 *
 * @throws AbortError if the signal is aborted; every other failure is part of the diagnosis
 */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { transport, signal, timeoutMs = 10_000 } = options;
  const steps: DiagnosisStep[] = [];
  const note = (stage: DiagnosisStepStage, ms: number, reason: string | null): void => {
    steps.push({ stage, ok: reason === null, ms, reason: reason ?? 'ok' });
  };
  let proxy: string | null = null;
  let usedTransport: string = transport.name;
  const end = ({ stage, reason, detail, status }: Finding, latencyMs: number | null = null): Diagnosis => ({
    ok: stage === 'ok',
    stage,
    reason,
    detail,
    transport: status === undefined ? transport.name : usedTransport,
    proxy,
    status: status ?? null,
    latencyMs,
    steps,
  });

  let url: URL;
  try {
    url = parseBaseUrl(String(options.baseUrl));
  } catch (error) {
    if (!(error instanceof InvalidAddressError)) throw error;
    note('address', 0, 'invalid');
    return end({ stage: 'address', reason: 'invalid', detail: error.message });
  }
  note('address', 0, null);

  let fault: Finding | undefined;
  if (transport.name === 'direct' || transport.name === 'auto') {
    const connection = await directConnection(url, { ...options, timeoutMs });
    proxy = connection.proxy;
    for (const { stage, probe } of connection.steps) {
      const { code, ms } = await probe();
      if (signal?.aborted === true) throw new AbortError({ method: 'GET', path: '/v1/me' }, false);
      note(stage, ms, code);
      if (code === null) continue;
      fault = faultAt(stage, code, url, proxy);
      break;
    }
    if (fault !== undefined && transport.name === 'direct') return end(fault);
  }

  const began = performance.now();
  const finding = await probeService(options, url, timeoutMs, (name) => (usedTransport = name));
  const ms = Math.round(performance.now() - began);
  note(finding.stage === 'ok' ? 'http' : finding.stage, ms, finding.stage === 'ok' ? null : finding.reason);
  // Neither transport reached the service: the failed step is more precise than the editor's error.
  if (fault !== undefined && finding.status === undefined) return end(fault);
  return end(finding, finding.status === undefined ? null : ms);
}

async function probeService(
  { key, transport, signal, checkKey }: DiagnoseOptions,
  url: URL,
  timeoutMs: number,
  onTransport: (name: string) => void,
): Promise<Finding> {
  try {
    if (key !== undefined) parseKey(key);
    const timeouts = { headersMs: timeoutMs, bodyMs: timeoutMs, totalMs: timeoutMs };
    const log: RequestLog = (entry) => onTransport(entry.transport);
    const options: KeyCheckOptions = { transport, timeouts, log, retry: { maxAttempts: 1 } };
    if (checkKey === undefined) await me(createClient({ baseUrl: url, key: async () => key, ...options }), { signal });
    else await checkKey(options);
    return { stage: 'ok', reason: 'ok', detail: 'The service answered and accepts the key.', status: 200 };
  } catch (error) {
    if (isAbort(error)) throw error;
    return findingOf(error);
  }
}

function findingOf(error: unknown): Finding {
  const detail = error instanceof Error ? error.message : 'Unknown failure.';
  if (error instanceof InvalidKeyError) {
    return { stage: 'key', reason: error.fault === 'missing' ? 'missing' : 'malformed', detail };
  }
  if (error instanceof NetworkError) {
    const { stage, systemCode: code } = error;
    if (code === 'REDIRECT') return { stage: 'http', reason: 'redirect', detail };
    if (stage === 'proxy') return { stage, reason: proxyReason(code), detail };
    return { stage: stage === 'reset' || stage === 'other' ? 'http' : stage, reason: code, detail };
  }
  if (error instanceof TimeoutError) {
    return { stage: error.phase === 'connect' ? 'connect' : 'http', reason: 'TIMEOUT', detail };
  }
  if (error instanceof ResponseShapeError) {
    return { stage: 'http', reason: 'not_the_service', detail, status: error.status };
  }
  if (error instanceof TokenRefusedError) return { stage: 'key', reason: 'unauthorized', detail, status: error.status };
  if (error instanceof ApiError) return { ...verdictOf(error), detail, status: error.status };
  return { stage: 'http', reason: 'not_the_service', detail };
}

function verdictOf(error: ApiError): Pick<Finding, 'stage' | 'reason'> {
  if (error.status === 407) return { stage: 'proxy', reason: 'proxy_authentication' };
  // A web page comes from a gateway or a captive portal, which has not checked the key.
  if (error.html && error.status < 500) return { stage: 'http', reason: 'not_the_service' };
  if (error instanceof UnauthorizedError) return { stage: 'key', reason: 'unauthorized' };
  if (error instanceof ForbiddenError) return { stage: 'key', reason: 'forbidden' };
  if (error.serviceCode === 'redirect') return { stage: 'http', reason: 'redirect' };
  if (error.status === 429) return { stage: 'http', reason: 'rate_limited' };
  if (error instanceof ServerError) return { stage: 'http', reason: 'server_error' };
  if (error.status === 404) return { stage: 'http', reason: 'not_the_service' };
  return { stage: 'http', reason: 'refused' };
}

function faultAt(stage: ConnectionStage, code: string, url: URL, proxy: string | null): Finding {
  if (stage === 'proxy-connect' || stage === 'proxy-auth') {
    const reason = proxyReason(code);
    const what = proxy === null ? 'The proxy that is set cannot be used' : `${proxy}: ${stage} failed`;
    return { stage: 'proxy', reason, detail: `${what} (${code}).` };
  }
  return { stage, reason: code, detail: `${url.host}: ${stage} failed (${code}).` };
}

/** Returns the reason for the code of a `ProxyError`. */
function proxyReason(code: string): string {
  if (code === proxyAuthenticationRequired) return 'proxy_authentication';
  if (code === 'PROXY_ADDRESS' || code === 'PROXY_PROTOCOL') return 'proxy_setting';
  return /^PROXY_(?:STATUS_\d+|REFUSED)$/.test(code) ? 'proxy_refused' : code;
}

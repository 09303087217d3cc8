import { parseBaseUrl } from './address.ts';
import { me } from './bland/me.ts';
import { createClient } from './client.ts';
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
  UnauthorizedError,
} from './errors.ts';
import { parseKey } from './key.ts';
import { type ProbeResult, probeDns, probeTcp, probeTls } from './probe.ts';
import type { Transport } from './transport.ts';

/** What a connection goes through, in order. `ok` when nothing is at fault. */
export type DiagnosisStage = 'address' | 'dns' | 'connect' | 'tls' | 'proxy' | 'http' | 'key' | 'ok';

export interface Diagnosis {
  readonly ok: boolean;
  /** The first stage at fault, or `ok`. */
  readonly stage: DiagnosisStage;
  /**
   * A short code: the system's (`ENOTFOUND`, `ECONNREFUSED`, `CERT_HAS_EXPIRED`, `TIMEOUT`), or one of `invalid`,
   * `redirect`, `proxy_authentication`, `not_the_service`, `server_error`, `rate_limited`, `refused`, `missing`,
   * `malformed`, `unauthorized`, `forbidden`, `ok`.
   */
  readonly reason: string;
  /** One English sentence of ours or of the service, without the key. */
  readonly detail: string;
  /** The name of the transport that was asked. */
  readonly transport: string;
  /** The service's HTTP status; null when it was not reached. */
  readonly status: number | null;
  /** How long the service took to answer, milliseconds; null when it did not. */
  readonly latencyMs: number | null;
  /** Every step that was tried. */
  readonly steps: readonly DiagnosisStep[];
}

export interface DiagnosisStep {
  readonly stage: DiagnosisStage;
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
  /** For each step, milliseconds; default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** As given to the transport. */
  readonly ca?: readonly string[] | undefined;
}

type Finding = Pick<Diagnosis, 'stage' | 'reason' | 'detail'> & { readonly status?: number };

/**
 * Finds out which stage of a connection fails: the address, its name, TCP, the certificate, a proxy, HTTP or the key
 * (GET /v1/me). The direct way is walked step by step. Any other transport has ways of its own, through proxies for
 * which names and ports mean nothing, so there its own error tells.
 *
 * @throws AbortError when the signal ends it; every other failure is a finding
 */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { transport, signal, timeoutMs = 10_000, ca } = options;
  const steps: DiagnosisStep[] = [];
  const note = (stage: DiagnosisStage, ms: number, reason: string | null): void => {
    steps.push({ stage, ok: reason === null, ms, reason: reason ?? 'ok' });
  };
  const end = ({ stage, reason, detail, status }: Finding, latencyMs: number | null = null): Diagnosis => ({
    ok: stage === 'ok',
    stage,
    reason,
    detail,
    transport: transport.name,
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

  const probes: [DiagnosisStage, () => Promise<ProbeResult>][] = [];
  if (transport.name === 'direct') {
    const probe = { timeoutMs, signal, ca };
    probes.push(['dns', () => probeDns(url, probe)], ['connect', () => probeTcp(url, probe)]);
    if (url.protocol === 'https:') probes.push(['tls', () => probeTls(url, probe)]);
  }
  for (const [stage, probe] of probes) {
    const { code, ms } = await probe();
    if (signal?.aborted === true) throw new AbortError({ method: 'GET', path: '/v1/me' }, false);
    note(stage, ms, code);
    if (code !== null) return end({ stage, reason: code, detail: `${url.host}: ${stage} failed (${code}).` });
  }

  const began = performance.now();
  const finding = await askService(options, url, timeoutMs);
  const ms = Math.round(performance.now() - began);
  note(finding.stage === 'ok' ? 'http' : finding.stage, ms, finding.stage === 'ok' ? null : finding.reason);
  return end(finding, finding.status === undefined ? null : ms);
}

async function askService({ key, transport, signal }: DiagnoseOptions, url: URL, timeoutMs: number): Promise<Finding> {
  try {
    if (key !== undefined) parseKey(key);
    const timeouts = { headersMs: timeoutMs, bodyMs: timeoutMs, totalMs: timeoutMs };
    const client = createClient({ baseUrl: url, key: async () => key, transport, timeouts, retry: { maxAttempts: 1 } });
    await me(client, { signal });
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
    const { stage, code } = error;
    return { stage: stage === 'reset' || stage === 'other' ? 'http' : stage, reason: code, detail };
  }
  if (error instanceof TimeoutError) {
    return { stage: error.phase === 'connect' ? 'connect' : 'http', reason: 'TIMEOUT', detail };
  }
  if (error instanceof ResponseShapeError) {
    return { stage: 'http', reason: 'not_the_service', detail, status: error.status };
  }
  if (error instanceof ApiError) return { ...verdictOf(error), detail, status: error.status };
  return { stage: 'http', reason: 'not_the_service', detail };
}

function verdictOf(error: ApiError): Pick<Finding, 'stage' | 'reason'> {
  if (error.status === 407) return { stage: 'proxy', reason: 'proxy_authentication' };
  // A gateway's or a portal's page says nothing about the key.
  if (error.html && error.status < 500) return { stage: 'http', reason: 'not_the_service' };
  if (error instanceof UnauthorizedError) return { stage: 'key', reason: 'unauthorized' };
  if (error instanceof ForbiddenError) return { stage: 'key', reason: 'forbidden' };
  if (error.code === 'redirect') return { stage: 'http', reason: 'redirect' };
  if (error.status === 429) return { stage: 'http', reason: 'rate_limited' };
  if (error instanceof ServerError) return { stage: 'http', reason: 'server_error' };
  if (error.status === 404) return { stage: 'http', reason: 'not_the_service' };
  return { stage: 'http', reason: 'refused' };
}

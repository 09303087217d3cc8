import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { loggedAs } from '../shared/logged-as.ts';
import { joinUrl, parseBaseUrl } from './address.ts';
import { type Answer, type AnswerContext, type BytesAnswer, readAnswer, readBytes } from './answer.ts';
import type { ByteStream } from './bytes.ts';
import { AbortError, ApiError, InvalidKeyError, InvalidRequestError, NetworkError, TimeoutError } from './errors.ts';
import { authorizationHeader, secretsOf } from './key.ts';
import { proxyAuthenticationRequired } from './network/proxy-error.ts';
import { type RequestLog, type RequestLogEntry, loggedPath } from './request-log.ts';
import { decideRetry, defaultRetry, type Failure, type RetryOptions } from './retry.ts';
import type { HttpMethod, Timeouts, Transport, TransportRequest, TransportResponse } from './transport.ts';

export interface ClientOptions {
  readonly baseUrl: URL | (() => Promise<URL>);
  /**
   * Called for each request with the origin it goes to, since a key is bound to an origin. Nothing is sent if it resolves
   * to undefined.
   */
  readonly key: (origin: string) => Promise<string | undefined>;
  readonly transport: Transport;
  readonly log?: RequestLog | undefined;
  readonly retry?: Partial<RetryOptions> | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  readonly maxBytes?: number | undefined;
  /** Waits between attempts; rejects when the signal aborts. */
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** From 0 (included) to 1 (excluded), for jitter. */
  readonly random?: () => number;
}

export interface ClientRequest {
  readonly method: HttpMethod;
  /** Starts with `/v1/` or `/v2/`. Its segments are encoded. */
  readonly path: string;
  readonly query?: URLSearchParams | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The JSON of a body that is too large to be in memory; in place of `body`. */
  readonly stream?: ByteStream | undefined;
  /** Takes the body of a success piece by piece; the answer's bytes are empty then. */
  readonly receive?: ((piece: Uint8Array) => Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Never retries. Default for all methods but GET; set for a read that the service counts. */
  readonly noRetry?: boolean;
  /** Overrides the client's. */
  readonly timeouts?: Partial<Timeouts>;
  /** Adds to the headers of every request, or overrides them. Names in lower case; never the key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Largest response in bytes; overrides the client's limit. */
  readonly maxBytes?: number | undefined;
}

export interface Client {
  /** @throws every class of errors.ts; AbortError when the signal ends it */
  request(request: ClientRequest): Promise<Answer>;
  /** Same as `request`, for responses other than JSON. */
  bytes(request: ClientRequest): Promise<BytesAnswer>;
  close(): Promise<void>;
}

const sleepFor = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  wait(ms, undefined, signal === undefined ? {} : { signal });

/** Returns a client that sends requests with the key, retries reads, and turns responses into data or typed errors. */
export function createClient(options: ClientOptions): Client {
  const { transport, sleep = sleepFor, random = Math.random } = options;
  const { budgetMs, ...retry } = { ...defaultRetry, ...options.retry };

  async function send<T>(
    request: ClientRequest,
    read: (response: TransportResponse, context: AnswerContext) => T,
  ): Promise<T> {
    const { method, signal, noRetry = method !== 'GET' } = request;
    const { prepared, secrets } = await prepare(options, request);
    const ref = { method, path: prepared.url.pathname };
    const requestId = randomUUID();
    const began = performance.now();
    let transportName: string = transport.name;
    const onTransport = (name: string): void => void (transportName = name);
    for (let attempt = 1; ; attempt += 1) {
      const attemptBegan = performance.now();
      const report = (status: number | null, error: unknown, retryInMs: number | null): void => {
        const durationMs = Math.round(performance.now() - attemptBegan);
        const query = [...new Set(request.query?.keys())];
        const sent = { requestId, method, path: loggedPath(ref.path), query, attempt, transport: transportName };
        const result = { status, durationMs, error: error === null ? null : loggedAs(error), retryInMs };
        writeLog(options.log, { ...sent, ...result });
      };
      let status: number | null = null;
      try {
        const response = await transport.send({ ...prepared, onTransport });
        status = response.status;
        const answer = read(response, { request: ref, secrets, nowMs: Date.now() });
        report(status, null, null);
        return answer;
      } catch (error) {
        const failure = noRetry ? undefined : failureOf(error);
        const elapsedMs = performance.now() - began;
        const context = { attempt, elapsedMs, budgetMs, random: random(), options: retry };
        const decision = failure === undefined ? { retry: false as const } : decideRetry({ ...context, failure });
        report(status, error, decision.retry ? decision.delayMs : null);
        if (!decision.retry) throw error;
        await sleep(decision.delayMs, signal).catch((cause: unknown) => {
          throw signal?.aborted === true ? new AbortError(ref, false) : cause;
        });
      }
    }
  }

  return {
    request: (request) => send(request, readAnswer),
    bytes: (request) => send(request, readBytes),
    close: () => transport.close(),
  };
}

/** Completes a request with the current address and key. */
async function prepare(
  options: ClientOptions,
  request: ClientRequest,
): Promise<{ readonly prepared: TransportRequest; readonly secrets: readonly string[] }> {
  const { method, path, query, body, stream, receive, signal } = request;
  const baseUrl = typeof options.baseUrl === 'function' ? await options.baseUrl() : options.baseUrl;
  // Parsed again here, so that the key is never sent to an address that the rules forbid.
  const url = joinUrl(parseBaseUrl(baseUrl.href), path, query);
  const key = await options.key(url.origin);
  if (signal?.aborted === true) throw new AbortError({ method, path: url.pathname }, false);
  if (key === undefined) throw new InvalidKeyError('There is no API key for this connection.', 'missing');
  const authorization = authorizationHeader(key);
  const secrets = secretsOf(authorization);
  // Errors and logs contain the path, so a key that was pasted in place of an ID must not be part of it.
  if (path.split('/').some((step) => step.length >= 8 && secrets.includes(decodeURIComponent(step)))) {
    throw new InvalidRequestError('The API key was given where an id belongs; nothing was sent.', ['id']);
  }
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'call-triage',
    ...(body === undefined && stream === undefined ? {} : { 'content-type': 'application/json' }),
    ...request.headers,
    authorization,
  };
  const sent = stream ?? (body === undefined ? undefined : JSON.stringify(body));
  const timeouts = { ...options.timeouts, ...request.timeouts };
  const maxBytes = request.maxBytes ?? options.maxBytes;
  return { prepared: { method, url, headers, body: sent, receive, signal, timeouts, maxBytes }, secrets };
}

/** Returns the part of an error that a retry depends on; undefined if a retry cannot help. */
function failureOf(error: unknown): Failure | undefined {
  // Repeating a wrong password can lock the account.
  if (error instanceof NetworkError && error.systemCode === proxyAuthenticationRequired) return undefined;
  if (error instanceof NetworkError) return { kind: 'network' };
  if (error instanceof TimeoutError) return { kind: 'timeout' };
  if (error instanceof ApiError) return { kind: 'status', status: error.status, retryAfterMs: error.retryAfterMs };
  return undefined;
}

/** Writes to the log. A log that fails must not fail the request, which may be a write. */
function writeLog(log: RequestLog | undefined, entry: RequestLogEntry): void {
  try {
    log?.(entry);
  } catch {
    // There is no other log to report this to.
  }
}

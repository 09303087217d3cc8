import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { loggedAs } from '../shared/logged-as.ts';
import { joinUrl, parseBaseUrl } from './address.ts';
import { type Answer, type AnswerContext, type BytesAnswer, readAnswer, readBytes } from './answer.ts';
import { AbortError, ApiError, InvalidKeyError, InvalidRequestError, NetworkError, TimeoutError } from './errors.ts';
import { authorizationHeader, secretsOf } from './key.ts';
import { proxyAuthenticationRequired } from './network/proxy-error.ts';
import { type RequestLog, type RequestLogEntry, loggedPath } from './request-log.ts';
import { decide, defaultRetry, type Failure, type RetryOptions } from './retry.ts';
import type { HttpMethod, Timeouts, Transport, TransportRequest, TransportResponse } from './transport.ts';

export interface ClientOptions {
  readonly baseUrl: URL | (() => Promise<URL>);
  /**
   * Asked for each request, with the origin it will go to, so that a key bound to one origin is never given to another.
   * Undefined means that there is none: nothing is sent.
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
  /** From `/v1/` or `/v2/` on, its segments already encoded. */
  readonly path: string;
  readonly query?: URLSearchParams | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** A read that the service counts: it is not made again, whatever became of it. */
  readonly once?: boolean;
  /** In place of the client's. */
  readonly timeouts?: Partial<Timeouts>;
  /** Beside those that every request has, or in their place. Names in lower case; never the key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The largest answer in bytes, where it may exceed the client's limit. */
  readonly maxBytes?: number | undefined;
}

export interface Client {
  /** @throws every class of errors.ts; AbortError when the signal ends it */
  request(request: ClientRequest): Promise<Answer>;
  /** As `request`, for answers that are no JSON. */
  bytes(request: ClientRequest): Promise<BytesAnswer>;
  close(): Promise<void>;
}

const sleepFor = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  wait(ms, undefined, signal === undefined ? {} : { signal });

/** Sends requests with the key, repeats reads, and turns answers into data or typed errors. */
export function createClient(options: ClientOptions): Client {
  const { transport, sleep = sleepFor, random = Math.random } = options;
  const { budgetMs, ...retry } = { ...defaultRetry, ...options.retry };

  async function ask<T>(
    wanted: ClientRequest,
    read: (response: TransportResponse, context: AnswerContext) => T,
  ): Promise<T> {
    const { method, signal, once = method !== 'GET' } = wanted;
    const { request: sending, secrets } = await prepare(options, wanted);
    const ref = { method, path: sending.url.pathname };
    const requestId = randomUUID();
    const began = performance.now();
    let carrier: string = transport.name;
    const carriedBy = (name: string): void => void (carrier = name);
    for (let attempt = 1; ; attempt += 1) {
      const attemptBegan = performance.now();
      const report = (status: number | null, error: unknown, retryInMs: number | null): void => {
        const durationMs = Math.round(performance.now() - attemptBegan);
        const query = [...new Set(wanted.query?.keys())];
        const about = { requestId, method, path: loggedPath(ref.path), query, attempt, transport: carrier };
        const became = { status, durationMs, error: error === null ? null : loggedAs(error), retryInMs };
        writeLog(options.log, { ...about, ...became });
      };
      let status: number | null = null;
      try {
        const response = await transport.send({ ...sending, carriedBy });
        status = response.status;
        const answer = read(response, { request: ref, secrets, nowMs: Date.now() });
        report(status, null, null);
        return answer;
      } catch (error) {
        const failure = once ? undefined : failureOf(error);
        const elapsedMs = performance.now() - began;
        const question = { attempt, elapsedMs, budgetMs, random: random(), options: retry };
        const decision = failure === undefined ? { retry: false as const } : decide({ ...question, failure });
        report(status, error, decision.retry ? decision.delayMs : null);
        if (!decision.retry) throw error;
        await sleep(decision.delayMs, signal).catch((cause: unknown) => {
          throw signal?.aborted === true ? new AbortError(ref, false) : cause;
        });
      }
    }
  }

  return {
    request: (wanted) => ask(wanted, readAnswer),
    bytes: (wanted) => ask(wanted, readBytes),
    close: () => transport.close(),
  };
}

/** Address and key as they are now, checked again at the last moment before the key leaves. */
async function prepare(
  options: ClientOptions,
  wanted: ClientRequest,
): Promise<{ readonly request: TransportRequest; readonly secrets: readonly string[] }> {
  const { method, path, query, body, signal } = wanted;
  const given = typeof options.baseUrl === 'function' ? await options.baseUrl() : options.baseUrl;
  const url = joinUrl(parseBaseUrl(given.href), path, query);
  const key = await options.key(url.origin);
  if (signal?.aborted === true) throw new AbortError({ method, path: url.pathname }, false);
  if (key === undefined) throw new InvalidKeyError('There is no API key for this connection.', 'missing');
  const authorization = authorizationHeader(key);
  const secrets = secretsOf(authorization);
  // Paths are in errors and logs. A key pasted where an id belongs is caught before it gets there.
  if (path.split('/').some((step) => step.length >= 8 && secrets.includes(decodeURIComponent(step)))) {
    throw new InvalidRequestError('The API key was given where an id belongs; nothing was sent.', ['id']);
  }
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'call-triage',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...wanted.headers,
    authorization,
  };
  const text = body === undefined ? undefined : JSON.stringify(body);
  const timeouts = { ...options.timeouts, ...wanted.timeouts };
  const maxBytes = wanted.maxBytes ?? options.maxBytes;
  return { request: { method, url, headers, body: text, signal, timeouts, maxBytes }, secrets };
}

/** The part of an error that a retry depends on; undefined for what no repetition can mend. */
function failureOf(error: unknown): Failure | undefined {
  // Asking again with the same wrong password locks accounts.
  if (error instanceof NetworkError && error.systemCode === proxyAuthenticationRequired) return undefined;
  if (error instanceof NetworkError) return { kind: 'network' };
  if (error instanceof TimeoutError) return { kind: 'timeout' };
  if (error instanceof ApiError) return { kind: 'status', status: error.status, retryAfterMs: error.retryAfterMs };
  return undefined;
}

/** A log that cannot be written must not turn an answer into a failure, let alone have a write repeated. */
function writeLog(log: RequestLog | undefined, entry: RequestLogEntry): void {
  try {
    log?.(entry);
  } catch {
    // There is nowhere left to say it.
  }
}

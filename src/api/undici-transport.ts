import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { createDispatchers } from './network/dispatchers.ts';
import { type NetworkPlan, networkPlan } from './network/plan.ts';
import { readNetworkSettings } from './network/settings.ts';
import {
  type Transport,
  type TransportRequest,
  type TransportResponse,
  defaultMaxBytes,
  defaultTimeouts,
  refOf,
} from './transport.ts';
import { trackReading } from './bytes.ts';
import { AbortError, ResponseTooLargeError, TimeoutError } from './errors.ts';
import { networkFailure } from './network-failure.ts';

type Settled = { readonly response: TransportResponse } | { readonly failure: Error };

/**
 * Sends one request over a dispatcher and reads its response.
 *
 * Unlike undici's `request()`, it ends at once when it is cancelled while waiting for a connection, and it reports whether
 * anything was sent, since a request that was not can always be repeated. Redirects are not followed.
 */
function exchange(dispatcher: Dispatcher, request: TransportRequest): Promise<TransportResponse> {
  const ref = refOf(request);
  const limits = { ...defaultTimeouts, ...request.timeouts };
  const maxBytes = request.maxBytes ?? defaultMaxBytes;
  const { signal } = request;

  return new Promise((resolve, reject) => {
    let sent = false;
    let settled = false;
    let controller: Dispatcher.DispatchController | undefined;
    let head: Omit<TransportResponse, 'body'> | undefined;
    let received = 0;
    const chunks: Uint8Array[] = [];
    let receiving: Promise<void> = Promise.resolve();
    let headersTimer: NodeJS.Timeout | undefined;

    const settle = (result: Settled): void => {
      if (settled) return;
      settled = true;
      clearTimeout(deadline);
      clearTimeout(headersTimer);
      signal?.removeEventListener('abort', cancel);
      if ('response' in result) resolve(result.response);
      else {
        reject(result.failure);
        controller?.abort(result.failure);
      }
    };
    const cancel = (): void => settle({ failure: new AbortError(ref, sent) });
    const expire = (): void => {
      const message = `${request.url.host} took longer than ${Math.round(limits.totalMs / 1000)} s.`;
      settle({ failure: new TimeoutError(message, ref, { phase: 'total', sent }) });
    };
    const deadline = setTimeout(expire, limits.totalMs);
    if (signal?.aborted === true) return cancel();
    signal?.addEventListener('abort', cancel, { once: true });

    const tooLarge = (): void => {
      const message = `The answer of ${request.url.host} is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`;
      settle({ failure: new ResponseTooLargeError(message, ref, maxBytes) });
    };

    /** undici's own limit would also end a long upload that makes progress. */
    const startHeadersTimeout = (): void => {
      clearTimeout(headersTimer);
      if (settled) return;
      headersTimer = setTimeout(() => {
        const message = `${request.url.host} did not answer in time.`;
        settle({ failure: new TimeoutError(message, ref, { phase: 'headers', sent }) });
      }, limits.headersMs);
    };
    const reading =
      typeof request.body === 'object'
        ? trackReading(request.body, (bytes) => {
            startHeadersTimeout();
            if (bytes > 0) request.onSent?.(bytes);
          })
        : undefined;

    const handler: Dispatcher.DispatchHandler = {
      // Called right before the first byte is written.
      onRequestStart(started) {
        controller = started;
        if (settled) started.abort(new AbortError(ref, false));
        else sent = true;
      },
      onResponseStart(_, status, headers) {
        if (status < 200) return;
        clearTimeout(headersTimer);
        head = { status, headers: flatten(headers) };
        if (Number(headers['content-length']) > maxBytes) tooLarge();
      },
      onResponseData(flow, chunk) {
        received += chunk.length;
        if (received > maxBytes) tooLarge();
        // The parser resumes with an empty chunk. Pausing for that would repeat for ever.
        if (settled || chunk.length === 0) return;
        const { receive } = request;
        if (receive === undefined || !isSuccess(head)) {
          chunks.push(chunk);
          return;
        }
        flow.pause();
        receiving = receive(chunk).then(
          () => flow.resume(),
          (error: unknown) => settle({ failure: asError(error) }),
        );
      },
      onResponseEnd() {
        const body = Buffer.concat(chunks);
        void receiving.then(() => head !== undefined && settle({ response: { ...head, body } }));
      },
      onResponseError(_, error) {
        const readError = reading?.error;
        settle({ failure: readError === undefined ? networkFailure(error, request, sent) : asError(readError) });
      },
    };

    dispatcher.dispatch(
      {
        origin: request.url.origin,
        path: `${request.url.pathname}${request.url.search}`,
        method: request.method,
        headers: request.headers,
        body: reading === undefined ? asText(request.body) : Readable.from(reading.chunks, { highWaterMark: 1 }),
        headersTimeout: reading === undefined ? limits.headersMs : 0,
        bodyTimeout: limits.bodyMs,
        // A write closes its connection; see `createDispatchers`.
        reset: request.method !== 'GET',
      },
      handler,
    );
    return undefined;
  });
}

function asText(body: TransportRequest['body']): string | null {
  return typeof body === 'string' ? body : null;
}

function isSuccess(head: { readonly status: number } | undefined): boolean {
  return head !== undefined && head.status >= 200 && head.status <= 299;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat.push([name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]);
  }
  return Object.fromEntries(flat);
}

export interface UndiciTransportOptions {
  /** Connections per origin; default 8, beyond which requests get no faster. */
  readonly connections?: number;
  /** Milliseconds for DNS, TCP and TLS together; default 10,000. */
  readonly connectMs?: number;
  /** Milliseconds for which an idle connection is kept for further reads; default 4,000. */
  readonly keepAliveMs?: number;
  /** Milliseconds that `close` waits for requests; default 2,000. */
  readonly closeMs?: number;
  /** Certificate authorities trusted beside those of the plan, PEM. */
  readonly ca?: readonly string[] | undefined;
  /** Default: no proxy, with Node's and the system's certificate authorities. */
  readonly plan?: (url: URL) => NetworkPlan;
}

/** Returns the transport that uses undici, with or without a proxy. */
export function createUndiciTransport(options: UndiciTransportOptions = {}): Transport {
  const { connections = 8, connectMs = 10_000, keepAliveMs = 4_000, closeMs = 2_000, ca } = options;
  const plan = options.plan ?? ((url: URL) => networkPlan(readNetworkSettings({}), {}, url));
  const dispatchers = createDispatchers({ connections, connectMs, keepAliveMs, closeMs, ca, plan });
  const name = 'direct';
  return {
    name,
    async send(request) {
      request.onTransport?.(name);
      return exchange(await dispatchers.for(request.url, request.method === 'GET'), request);
    },
    close: () => dispatchers.close(),
  };
}

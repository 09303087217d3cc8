import { trackReading } from './bytes.ts';
import { AbortError, ResponseTooLargeError, type ServiceError, TimeoutError } from './errors.ts';
import { networkFailure, stageOf } from './network-failure.ts';
import { codeOf } from './system-code.ts';
import {
  defaultMaxBytes,
  defaultTimeouts,
  refOf,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from './transport.ts';

/** The part of `fetch` that is used here. */
export type Fetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
    readonly redirect: 'error';
    readonly signal: AbortSignal;
  },
) => Promise<FetchResponse>;

interface FetchResponse {
  readonly status: number;
  readonly headers: Iterable<[string, string]> & { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

/**
 * Returns the transport that uses the editor's networking: in an extension host the global `fetch` supports the editor's
 * proxy settings, PAC scripts, Kerberos and the proxies of the operating system.
 *
 * The state of a connection cannot be seen through `fetch`. A failed request counts as sent, unless its error can only occur
 * before there is a connection.
 *
 * @param fetch called for each request, since the editor may replace the global after this module is loaded
 */
export function createFetchTransport(fetch: () => Fetch = () => globalThis.fetch): Transport {
  const inFlight = new Set<AbortController>();
  const name = 'editor';
  return {
    name,
    send(request) {
      request.onTransport?.(name);
      return exchange(fetch(), request, inFlight);
    },
    async close() {
      for (const controller of inFlight) controller.abort();
    },
  };
}

async function exchange(
  fetch: Fetch,
  request: TransportRequest,
  inFlight: Set<AbortController>,
): Promise<TransportResponse> {
  const { method, url, headers, body, signal } = request;
  const ref = refOf(request);
  const limits = { ...defaultTimeouts, ...request.timeouts };
  if (signal?.aborted === true) throw new AbortError(ref, false);

  const controller = new AbortController();
  inFlight.add(controller);
  // The editor's fetch may ignore its signal, so the wait for it is ended here.
  let end: (reason: ServiceError | AbortError) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = (reason) => {
      reject(reason);
      controller.abort();
    };
  });
  ended.catch(() => undefined);
  const expire = (phase: 'headers' | 'body' | 'total', what: string): void =>
    end(new TimeoutError(`${url.host} ${what}.`, ref, { phase, sent: true }));
  const cancel = (): void => end(new AbortError(ref, true));
  signal?.addEventListener('abort', cancel, { once: true });
  const total = setTimeout(
    () => expire('total', `took longer than ${Math.round(limits.totalMs / 1000)} s`),
    limits.totalMs,
  );
  let step: NodeJS.Timeout | undefined;
  const startHeadersTimeout = (): void => {
    clearTimeout(step);
    step = setTimeout(() => expire('headers', 'did not answer in time'), limits.headersMs);
  };
  startHeadersTimeout();
  const reading =
    typeof body === 'object'
      ? trackReading(body, (bytes) => {
          if (!controller.signal.aborted) startHeadersTimeout();
          if (bytes > 0) request.onSent?.(bytes);
        })
      : undefined;
  const restartBodyTimeout = (): void => {
    clearTimeout(step);
    step = setTimeout(() => expire('body', 'stopped in the middle of its answer'), limits.bodyMs);
  };

  try {
    const init = {
      method,
      headers: { ...headers },
      ...(typeof body === 'string' ? { body } : {}),
      // Following a redirect would send the key there.
      redirect: 'error',
      // The editor may use Chromium's fetch, which has a cache.
      cache: 'no-store',
      credentials: 'omit',
      signal: controller.signal,
    } as const;
    // Fetch requires `duplex` for a streamed body; its types have neither.
    if (reading !== undefined) Object.assign(init, { body: reading.chunks, duplex: 'half' });
    const response = await Promise.race([fetch(url.href, init), ended]);
    restartBodyTimeout();
    const read = readBody(response, request, restartBodyTimeout);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await Promise.race([read, ended]),
    };
  } catch (error) {
    controller.abort();
    if (reading?.error !== undefined) throw reading.error;
    throw isOwnError(error) ? error : failureOf(error, request);
  } finally {
    clearTimeout(total);
    clearTimeout(step);
    inFlight.delete(controller);
    signal?.removeEventListener('abort', cancel);
  }
}

async function readBody(response: FetchResponse, request: TransportRequest, onChunk: () => void): Promise<Uint8Array> {
  const maxBytes = request.maxBytes ?? defaultMaxBytes;
  const tooLarge = (): ResponseTooLargeError => {
    const message = `The answer of ${request.url.host} is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`;
    return new ResponseTooLargeError(message, refOf(request), maxBytes);
  };
  if (Number(response.headers.get('content-length')) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of response.body ?? []) {
    onChunk();
    received += chunk.length;
    if (received > maxBytes) throw tooLarge();
    if (request.receive === undefined || response.status < 200 || response.status > 299) chunks.push(chunk);
    else await passToReceiver(request.receive, chunk);
  }
  return Buffer.concat(chunks);
}

/** Marks an error of the receiver, which is thrown unchanged. */
async function passToReceiver(receive: (chunk: Uint8Array) => Promise<void>, chunk: Uint8Array): Promise<void> {
  try {
    await receive(chunk);
  } catch (error) {
    throw error instanceof Error ? Object.assign(error, { [fromReceiver]: true }) : error;
  }
}

const fromReceiver = Symbol('fromReceiver');

function isOwnError(error: unknown): boolean {
  if (typeof error === 'object' && error !== null && fromReceiver in error) return true;
  return error instanceof ResponseTooLargeError || error instanceof TimeoutError || error instanceof AbortError;
}

/** Converts an error of fetch. The code is in its cause or, with the editor's network stack, in its message. */
function failureOf(error: unknown, request: TransportRequest): ServiceError {
  const { code, connecting } = causeOf(error);
  return networkFailure({ code }, request, !connecting);
}

/** These occur only while a connection is opened; others, such as EHOSTUNREACH, also end an open one. */
const refusedCode = /^(?:ECONNREFUSED|ERR_CONNECTION_REFUSED)$/;

interface FetchCause {
  readonly code: string;
  /** True if it certainly failed while the connection was opened. */
  readonly connecting: boolean;
}

function causeOf(error: unknown): FetchCause {
  const causeWith = (code: string, cause?: unknown): FetchCause => {
    const syscall: unknown = cause instanceof Error ? Reflect.get(cause, 'syscall') : undefined;
    return { code, connecting: stageOf(code) === 'dns' || refusedCode.test(code) || syscall === 'connect' };
  };
  for (let link: unknown = error, depth = 0; link instanceof Error && depth < 5; link = link.cause, depth += 1) {
    const inner: unknown = link instanceof AggregateError ? link.errors[0] : link;
    const code = codeOf(inner);
    // undici's code for a proxy that refuses a tunnel. Aborted requests are handled before.
    if (code === 'UND_ERR_ABORTED') return causeWith('PROXY_REFUSED');
    if (code !== 'UNKNOWN') return causeWith(code, inner);
    const chromium = /\bnet::(ERR_[A-Z_]{1,50})\b/.exec(link.message)?.[1];
    if (chromium !== undefined) return causeWith(chromium);
    if (link.message === 'unexpected redirect') return causeWith('REDIRECT');
  }
  return causeWith('UNKNOWN');
}

import { readThrough } from './bytes.ts';
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
) => Promise<FetchAnswer>;

interface FetchAnswer {
  readonly status: number;
  readonly headers: Iterable<[string, string]> & { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

/**
 * The transport that uses the editor's networking: in an extension host the global `fetch` goes through whatever the
 * editor knows of proxies, scripts that choose them (PAC), Kerberos and the operating system.
 *
 * What `fetch` does with a connection is out of sight here. So a failed request counts as sent, unless its error can only
 * come from before there was a connection: a name that is not found, a connection that cannot be opened.
 *
 * @param fetch as it is when a request is made, since the editor may replace it later than this is loaded
 */
export function createFetchTransport(fetch: () => Fetch = () => globalThis.fetch): Transport {
  const underWay = new Set<AbortController>();
  const name = 'editor';
  return {
    name,
    send(request) {
      request.carriedBy?.(name);
      return carry(fetch(), request, underWay);
    },
    async close() {
      for (const one of underWay) one.abort();
    },
  };
}

async function carry(
  fetch: Fetch,
  request: TransportRequest,
  underWay: Set<AbortController>,
): Promise<TransportResponse> {
  const { method, url, headers, body, signal } = request;
  const ref = refOf(request);
  const limits = { ...defaultTimeouts, ...request.timeouts };
  if (signal?.aborted === true) throw new AbortError(ref, false);

  const controller = new AbortController();
  underWay.add(controller);
  // Not left to fetch: whether and when the editor's heeds its signal is not ours to know.
  let end: (reason: ServiceError | AbortError) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = (reason) => {
      reject(reason);
      controller.abort();
    };
  });
  ended.catch(() => undefined);
  const late = (phase: 'headers' | 'body' | 'total', what: string): void =>
    end(new TimeoutError(`${url.host} ${what}.`, ref, { phase, sent: true }));
  const cancel = (): void => end(new AbortError(ref, true));
  signal?.addEventListener('abort', cancel, { once: true });
  const total = setTimeout(
    () => late('total', `took longer than ${Math.round(limits.totalMs / 1000)} s`),
    limits.totalMs,
  );
  let step: NodeJS.Timeout | undefined;
  const waitForAnswer = (): void => {
    clearTimeout(step);
    step = setTimeout(() => late('headers', 'did not answer in time'), limits.headersMs);
  };
  waitForAnswer();
  const reading =
    typeof body === 'object'
      ? readThrough(body, (taken) => {
          if (!controller.signal.aborted) waitForAnswer();
          if (taken > 0) request.onSent?.(taken);
        })
      : undefined;
  const progress = (): void => {
    clearTimeout(step);
    step = setTimeout(() => late('body', 'stopped in the middle of its answer'), limits.bodyMs);
  };

  try {
    const init = {
      method,
      headers: { ...headers },
      ...(typeof body === 'string' ? { body } : {}),
      // The key would go along.
      redirect: 'error',
      // Chromium's, which may be behind the editor's, has a cache; Node's has none.
      cache: 'no-store',
      credentials: 'omit',
      signal: controller.signal,
    } as const;
    // What is read while it is sent has to be announced; the types of fetch know no such body.
    if (reading !== undefined) Object.assign(init, { body: reading.pieces, duplex: 'half' });
    const response = await Promise.race([fetch(url.href, init), ended]);
    progress();
    const read = readBody(response, request, progress);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await Promise.race([read, ended]),
    };
  } catch (error) {
    controller.abort();
    if (reading?.broken !== undefined) throw reading.broken;
    throw isOurs(error) ? error : failureOf(error, request);
  } finally {
    clearTimeout(total);
    clearTimeout(step);
    underWay.delete(controller);
    signal?.removeEventListener('abort', cancel);
  }
}

async function readBody(response: FetchAnswer, request: TransportRequest, progress: () => void): Promise<Uint8Array> {
  const maxBytes = request.maxBytes ?? defaultMaxBytes;
  const tooLarge = (): ResponseTooLargeError => {
    const message = `The answer of ${request.url.host} is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`;
    return new ResponseTooLargeError(message, refOf(request), maxBytes);
  };
  if (Number(response.headers.get('content-length')) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of response.body ?? []) {
    progress();
    received += chunk.length;
    if (received > maxBytes) throw tooLarge();
    if (request.receive === undefined || response.status < 200 || response.status > 299) chunks.push(chunk);
    else await receiving(request.receive, chunk);
  }
  return Buffer.concat(chunks);
}

/** The receiver's own error passes unchanged. */
async function receiving(receive: (piece: Uint8Array) => Promise<void>, piece: Uint8Array): Promise<void> {
  try {
    await receive(piece);
  } catch (error) {
    throw error instanceof Error ? Object.assign(error, { [fromReceiver]: true }) : error;
  }
}

const fromReceiver = Symbol('fromReceiver');

function isOurs(error: unknown): boolean {
  if (typeof error === 'object' && error !== null && fromReceiver in error) return true;
  return error instanceof ResponseTooLargeError || error instanceof TimeoutError || error instanceof AbortError;
}

/** Errors of fetch say what happened in their cause, or, when the editor's own network stack is behind it, as text. */
function failureOf(error: unknown, request: TransportRequest): ServiceError {
  const { code, connecting } = causeOf(error);
  return networkFailure({ code }, request, !connecting);
}

/** Also an open connection can end with EHOSTUNREACH and its like; these come only from opening one. */
const refusedCode = /^(?:ECONNREFUSED|ERR_CONNECTION_REFUSED)$/;

interface FetchCause {
  readonly code: string;
  /** True when it certainly failed while the connection was being made. */
  readonly connecting: boolean;
}

function causeOf(error: unknown): FetchCause {
  const sure = (code: string, cause?: unknown): FetchCause => {
    const syscall: unknown = cause instanceof Error ? Reflect.get(cause, 'syscall') : undefined;
    return { code, connecting: stageOf(code) === 'dns' || refusedCode.test(code) || syscall === 'connect' };
  };
  for (let link: unknown = error, depth = 0; link instanceof Error && depth < 5; link = link.cause, depth += 1) {
    const inner: unknown = link instanceof AggregateError ? link.errors[0] : link;
    const code = codeOf(inner);
    // undici's word for a proxy that refuses to open a tunnel. Our own aborts never come here.
    if (code === 'UND_ERR_ABORTED') return sure('PROXY_REFUSED');
    if (code !== 'UNKNOWN') return sure(code, inner);
    const chromium = /\bnet::(ERR_[A-Z_]{1,50})\b/.exec(link.message)?.[1];
    if (chromium !== undefined) return sure(chromium);
    if (link.message === 'unexpected redirect') return sure('REDIRECT');
  }
  return sure('UNKNOWN');
}

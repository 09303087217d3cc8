import type { Dispatcher } from 'undici';
import { AbortError, type RequestRef, ResponseTooLargeError, type ServiceError, TimeoutError } from './errors.ts';
import { networkFailure } from './network-failure.ts';
import { defaultMaxBytes, defaultTimeouts, type TransportRequest, type TransportResponse } from './transport.ts';

type Settled = { readonly response: TransportResponse } | { readonly failure: ServiceError | AbortError };

/**
 * One request and its answer over a dispatcher.
 *
 * This is what undici's `request()` does, plus two things a write depends on: it ends at once when it is cancelled while
 * it still waits for a connection, and it knows whether anything was sent, because a request that was not can always be
 * made again. Redirects are answers like any other.
 */
export function exchange(dispatcher: Dispatcher, request: TransportRequest): Promise<TransportResponse> {
  const ref: RequestRef = { method: request.method, path: request.url.pathname };
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

    const settle = (result: Settled): void => {
      if (settled) return;
      settled = true;
      clearTimeout(deadline);
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

    const handler: Dispatcher.DispatchHandler = {
      // Called right before the first byte is written.
      onRequestStart(started) {
        controller = started;
        if (settled) started.abort(new AbortError(ref, false));
        else sent = true;
      },
      onResponseStart(_, status, headers) {
        if (status < 200) return;
        head = { status, headers: flatten(headers) };
        if (Number(headers['content-length']) > maxBytes) tooLarge();
      },
      onResponseData(_, chunk) {
        received += chunk.length;
        if (received > maxBytes) tooLarge();
        else if (!settled) chunks.push(chunk);
      },
      onResponseEnd() {
        if (head !== undefined) settle({ response: { ...head, body: Buffer.concat(chunks, received) } });
      },
      onResponseError(_, error) {
        settle({ failure: networkFailure(error, request, sent) });
      },
    };

    dispatcher.dispatch(
      {
        origin: request.url.origin,
        path: `${request.url.pathname}${request.url.search}`,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
        headersTimeout: limits.headersMs,
        bodyTimeout: limits.bodyMs,
      },
      handler,
    );
    return undefined;
  });
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat.push([name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]);
  }
  return Object.fromEntries(flat);
}

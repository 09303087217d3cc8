/**
 * The interface between the client and the network. A transport sends a request once: it neither retries nor follows
 * redirects, and knows the key only as a header.
 */

import type { ByteStream } from './bytes.ts';
import type { RequestRef } from './errors.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Milliseconds. */
export interface Timeouts {
  /** Until the first byte of the response; for a `ByteStream` also between two of its chunks. */
  readonly headersMs: number;
  /** Between two chunks of the response. */
  readonly bodyMs: number;
  /** For the whole request, including the wait for a free connection. */
  readonly totalMs: number;
}

export interface TransportRequest {
  readonly method: HttpMethod;
  readonly url: URL;
  /** False for a request that changes nothing in spite of its method. */
  readonly writes?: boolean | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** A `ByteStream` is sent chunk by chunk; its `content-length`, if it is known, belongs to `headers`. */
  readonly body?: string | ByteStream | undefined;
  /** Called with the number of bytes of a `ByteStream` sent so far. */
  readonly onSent?: ((bytes: number) => void) | undefined;
  /** Receives the body of a 2xx response chunk by chunk, each after the previous call has resolved; `body` is then empty. */
  readonly receive?: ((chunk: Uint8Array) => Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** The largest response that is read; default `defaultMaxBytes`. */
  readonly maxBytes?: number | undefined;
  /** Called with the name of the transport that sends the request, again when another one is tried. */
  readonly onTransport?: ((name: string) => void) | undefined;
}

/** Returns what identifies a request in errors. */
export function refOf({ method, url, writes }: TransportRequest): RequestRef {
  return { method, path: url.pathname, writes };
}

export interface TransportResponse {
  readonly status: number;
  /** Names in lower case; repeated headers are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Transport {
  /**
   * `direct` uses undici, with the proxy from the settings or the environment; `editor` uses the editor's networking and its
   * proxies; `auto` chooses between them.
   */
  readonly name: 'direct' | 'editor' | 'auto' | (string & {});
  /**
   * Resolves to the response, whatever its status.
   * @throws NetworkError, TimeoutError, ResponseTooLargeError, AbortError
   */
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Closes the connections, after a short wait for requests in flight. */
  close(): Promise<void>;
}

export const defaultMaxBytes = 32 * 1024 * 1024;

/** List Calls may take 60 s (the service's statement timeout); other requests are much faster. */
export const defaultTimeouts: Timeouts = { headersMs: 30_000, bodyMs: 20_000, totalMs: 90_000 };

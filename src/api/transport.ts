/**
 * The seam between what is asked and how it travels. A transport sends one request once: it neither retries, nor follows
 * redirects, nor knows of keys beyond the headers it is given.
 */

import type { ByteStream } from './bytes.ts';
import type { RequestRef } from './errors.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Milliseconds. */
export interface Timeouts {
  /** Until the first byte of the answer; for a `ByteStream` also between two of its pieces. */
  readonly headersMs: number;
  /** Between two pieces of the answer. */
  readonly bodyMs: number;
  /** For everything together, waiting for a free connection included. */
  readonly totalMs: number;
}

export interface TransportRequest {
  readonly method: HttpMethod;
  readonly url: URL;
  /** False for a request that changes nothing although its method says so. */
  readonly writes?: boolean | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes are sent piece by piece; their `content-length`, if it is known, belongs to the headers. */
  readonly body?: string | ByteStream | undefined;
  /** Called with the number of bytes of a `ByteStream` that are sent so far. */
  readonly onSent?: ((bytes: number) => void) | undefined;
  /** Takes the body of a success piece by piece; the next comes when it has resolved. The answer's body is empty then. */
  readonly receive?: ((piece: Uint8Array) => Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** The largest answer that is read; default `defaultMaxBytes`. */
  readonly maxBytes?: number | undefined;
  /** Called with the name of the transport that takes the request on, again when another one does. */
  readonly carriedBy?: ((transport: string) => void) | undefined;
}

/** Names a request in errors. */
export function refOf({ method, url, writes }: TransportRequest): RequestRef {
  return { method, path: url.pathname, writes };
}

export interface TransportResponse {
  readonly status: number;
  /** Names in lower case; a name that came more than once has its values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Transport {
  /**
   * `direct` is our own, through fixed proxies if they are set; `editor` uses the editor's networking and its proxies;
   * `auto` is one of the two.
   */
  readonly name: 'direct' | 'editor' | 'auto' | (string & {});
  /**
   * Resolves with any answer whatever its status.
   * @throws NetworkError, TimeoutError, ResponseTooLargeError, AbortError
   */
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Lets what is under way end, within reason, and closes the connections. */
  close(): Promise<void>;
}

export const defaultMaxBytes = 32 * 1024 * 1024;

/** List Calls may take the service 60 s (its statement timeout); everything else is far below. */
export const defaultTimeouts: Timeouts = { headersMs: 30_000, bodyMs: 20_000, totalMs: 90_000 };

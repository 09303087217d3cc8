/** One attempt of one request, as the log shows it: never a header, a body, or a query's values. */
export interface RequestLogEntry {
  /** Made here; the same for all attempts of one request. */
  readonly requestId: string;
  readonly method: string;
  /** Without ids. */
  readonly path: string;
  /** Names of the query's parameters, each once. */
  readonly query: readonly string[];
  readonly attempt: number;
  /** The answer's status; null when none came. */
  readonly status: number | null;
  /** Milliseconds, rounded. */
  readonly durationMs: number;
  /** Class, status and code, such as `NetworkError ECONNREFUSED`; null for success. */
  readonly error: string | null;
  /** Milliseconds until the next attempt; null when there is none. */
  readonly retryInMs: number | null;
  /** The transport's name. */
  readonly transport: string;
}

export type RequestLog = (entry: RequestLogEntry) => void;

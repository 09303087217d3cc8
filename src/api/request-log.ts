/** Fixed segments of the services' paths. */
const fixedSegments: ReadonlySet<string> = new Set(
  `v1 triage issues calls flags flag-types relations resources categories activity comments affected alert-bindings view
   agents agent-sessions prompts me orgs members personas inbound attach detach settings sms conversations recordings
   recording correct pathway_calls sandbox import export samples health attachments 2023-03 upload-link download-link oauth
   token v2 environments versions latest scenarios history agent-testing generate-from-call run runs`.split(/\s+/),
);

/** Returns a path for the log, in which every segment that is not fixed, such as an ID, is `…`. */
export function loggedPath(path: string): string {
  return path
    .split('/')
    .map((segment) => (segment === '' || fixedSegments.has(segment) ? segment : '…'))
    .join('/');
}

/** A log entry for one attempt of a request. It never has headers, a body, or values of the query. */
export interface RequestLogEntry {
  /** The same for all attempts of a request. */
  readonly requestId: string;
  readonly method: string;
  /** As returned by `loggedPath`. */
  readonly path: string;
  /** Names of the query's parameters, each once. */
  readonly query: readonly string[];
  readonly attempt: number;
  /** Null without a response. */
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

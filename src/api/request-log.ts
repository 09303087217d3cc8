/** The words that the paths of the services are made of. */
const words: ReadonlySet<string> = new Set(
  `v1 triage issues calls flags flag-types relations resources categories activity comments affected alert-bindings view
   agents agent-sessions prompts me orgs members personas inbound attach detach settings sms conversations recordings
   recording correct pathway_calls sandbox import attachments 2023-03 upload-link download-link oauth token
   v2 environments versions latest scenarios history`.split(/\s+/),
);

/** A path as it may stand in the log: the words of the contract as they are, every id and whatever else as `…`. */
export function loggedPath(path: string): string {
  return path
    .split('/')
    .map((step) => (step === '' || words.has(step) ? step : '…'))
    .join('/');
}

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

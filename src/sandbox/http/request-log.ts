/** One request as it is remembered: neither body nor headers, so never a key. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** The query string with its `?`, or an empty text. */
  readonly query: string;
  /** The answer's status; 0 while there is none, and when the connection was cut before one. */
  readonly status: number;
  /** Whether it is still being answered. */
  readonly open: boolean;
  /** When it arrived, ISO 8601. */
  readonly at: string;
}

const remembered = 500;

/** The last requests, in order of arrival. */
export class RequestLog {
  #entries: { entry: LoggedRequest }[] = [];

  /** Remembers a request that arrived; what is returned takes what becomes of it. */
  arrived(
    method: string,
    path: string,
    query: string,
  ): (became: Partial<Pick<LoggedRequest, 'status' | 'open'>>) => void {
    const slot = { entry: { method, path, query, status: 0, open: true, at: new Date().toISOString() } };
    this.#entries.push(slot);
    if (this.#entries.length > remembered) this.#entries.shift();
    return (became) => {
      slot.entry = { ...slot.entry, ...became };
    };
  }

  list(): readonly LoggedRequest[] {
    return this.#entries.map(({ entry }) => entry);
  }

  clear(): void {
    this.#entries = [];
  }
}

/** A logged request. Bodies and headers are not kept, so the log never has a key. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** With its `?`; empty when there is none. */
  readonly query: string;
  /** Status of the answer; 0 before it, and when the connection was cut without one. */
  readonly status: number;
  readonly open: boolean;
  /** Time of arrival, ISO 8601. */
  readonly at: string;
}

const maxEntries = 500;

/** The most recent requests, in order of arrival. */
export class RequestLog {
  #entries: { entry: LoggedRequest }[] = [];

  /** Adds a request. Returns a function that updates its entry. */
  add(method: string, path: string, query: string): (change: Partial<Pick<LoggedRequest, 'status' | 'open'>>) => void {
    const slot = { entry: { method, path, query, status: 0, open: true, at: new Date().toISOString() } };
    this.#entries.push(slot);
    if (this.#entries.length > maxEntries) this.#entries.shift();
    return (change) => {
      slot.entry = { ...slot.entry, ...change };
    };
  }

  list(): readonly LoggedRequest[] {
    return this.#entries.map(({ entry }) => entry);
  }

  clear(): void {
    this.#entries = [];
  }
}

import type { RequestLog, RequestLogEntry } from '../../api/request-log.ts';

export type RecentRequest = RequestLogEntry & { readonly connectionId: string; readonly at: Date };

/** The last requests of this window, for the diagnostics report. */
export class RecentRequests {
  readonly #limit: number;
  #entries: RecentRequest[] = [];

  constructor(limit = 50) {
    this.#limit = limit;
  }

  /** Oldest first. */
  get entries(): readonly RecentRequest[] {
    return this.#entries;
  }

  /** Wraps a log to record requests of a connection as well. */
  watch(connectionId: string, log: RequestLog): RequestLog {
    return (entry) => {
      this.#entries = [...this.#entries, { ...entry, connectionId, at: new Date() }].slice(-this.#limit);
      log(entry);
    };
  }
}

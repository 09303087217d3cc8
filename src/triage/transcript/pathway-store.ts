import type { PathwayLog } from '../../api/bland/pathway-events.ts';
import { readPathwayLogs } from '../../api/bland/pathway-logs.ts';
import { NotFoundError } from '../../api/errors.ts';
import type { BlandApi } from '../../api/index.ts';
import { readPathway, type Pathway } from './pathway.ts';
import type { Transcript } from './transcript.ts';

/** Pathways kept after their panel is closed. */
const kept = 24;

/** The pathways of the calls of one connection, beside their transcripts. */
export class PathwayStore {
  readonly #api: BlandApi;
  readonly #logs = new Map<string, Promise<PathwayLog>>();
  /** As they were last read, each with the transcript that it was read beside. */
  readonly #read = new Map<string, { readonly beside: Transcript; readonly pathway: Pathway }>();

  constructor(api: BlandApi) {
    this.#api = api;
  }

  /** The pathway as it was last read beside this very transcript. */
  known(transcript: Transcript): Pathway | undefined {
    const read = this.#read.get(transcript.callId);
    return read?.beside === transcript ? read.pathway : undefined;
  }

  /** The pathway of a call; that of a finished one is fetched once. @throws ServiceError */
  async get(transcript: Transcript): Promise<Pathway> {
    const { callId, running } = transcript;
    const fetching = this.#logs.get(callId) ?? this.#fetch(transcript);
    this.#logs.set(callId, fetching);
    try {
      const log = await fetching;
      if (running) this.#drop(callId, fetching);
      const pathway = this.known(transcript) ?? readPathway(log, transcript.rows);
      this.#read.delete(callId);
      this.#read.set(callId, { beside: transcript, pathway });
      const [oldest] = this.#read.keys();
      if (this.#read.size > kept && oldest !== undefined) {
        this.#read.delete(oldest);
        this.#logs.delete(oldest);
      }
      return pathway;
    } catch (error) {
      this.#drop(callId, fetching);
      throw error;
    }
  }

  /** Drops the pathway of a call that is another one now. */
  forget(callId: string): void {
    this.#logs.delete(callId);
    this.#read.delete(callId);
  }

  /** The events that the service has; where it has none, those that came with the call itself. */
  async #fetch({ callId, details }: Transcript): Promise<PathwayLog> {
    const own = readPathwayLogs(details.pathway_logs);
    try {
      const log = await this.#api.pathwayEvents.list(callId);
      return log.items.length + log.broken.length > 0 ? log : own;
    } catch (error) {
      if (error instanceof NotFoundError && own.items.length > 0) return own;
      throw error;
    }
  }

  #drop(callId: string, fetching: Promise<PathwayLog>): void {
    if (this.#logs.get(callId) === fetching) this.#logs.delete(callId);
  }
}

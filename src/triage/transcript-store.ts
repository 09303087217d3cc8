import type { BlandApi } from '../api/index.ts';
import { readTranscript, type Transcript } from './transcript.ts';

/** Transcripts kept after their panel is closed: enough to go back and forth between a queue's calls. */
const kept = 24;

/** The transcripts of one connection, by call. */
export class TranscriptStore {
  readonly #api: BlandApi;
  readonly #transcripts = new Map<string, Transcript>();
  readonly #loading = new Map<string, Promise<Transcript>>();

  constructor(api: BlandApi) {
    this.#api = api;
  }

  /** The transcript as it was last fetched. */
  known(callId: string): Transcript | undefined {
    return this.#transcripts.get(callId);
  }

  /** The transcript; a finished call is fetched once, a running one each time. */
  async get(callId: string): Promise<Transcript> {
    const known = this.#transcripts.get(callId);
    return known !== undefined && !known.running ? known : this.fetch(callId);
  }

  /**
   * Fetches the transcript (Call Details). Callers share one request.
   *
   * @throws ServiceError
   */
  fetch(callId: string): Promise<Transcript> {
    const under = this.#loading.get(callId);
    if (under !== undefined) return under;
    const loading = this.#api.calls
      .details(callId)
      .then((details) => {
        const transcript = readTranscript(details);
        this.#keep(callId, transcript);
        return transcript;
      })
      .finally(() => this.#loading.delete(callId));
    this.#loading.set(callId, loading);
    return loading;
  }

  #keep(callId: string, transcript: Transcript): void {
    this.#transcripts.delete(callId);
    this.#transcripts.set(callId, transcript);
    const oldest = this.#transcripts.keys().next();
    if (this.#transcripts.size > kept && oldest.done !== true) this.#transcripts.delete(oldest.value);
  }
}

import type { RecordingPart } from '../../api/bland/recordings.ts';
import type { BlandApi } from '../../api/index.ts';
import { fetchRecording, type RemoteFetch } from './recording.ts';

interface Begun {
  readonly callId: string;
  readonly stop: AbortController;
  readonly parts: AsyncGenerator<RecordingPart, void>;
  /** The first part; undefined when it could not be fetched, or there is none. */
  readonly first: Promise<RecordingPart | undefined>;
}

/** The beginning of one recording, fetched before anybody plays it: that of the call that is opened next. */
export class RecordingAhead {
  readonly #api: Pick<BlandApi, 'recordings'>;
  #begun: Begun | undefined;

  constructor(api: Pick<BlandApi, 'recordings'>) {
    this.#api = api;
  }

  /** Fetches the first part of a call's recording, and drops that of the call before. Never rejects. */
  begin(callId: string): void {
    if (this.#begun?.callId === callId) return;
    this.dispose();
    const stop = new AbortController();
    const parts = fetchRecording(this.#api, callId, stop.signal, { stereo: true });
    const first = parts.next().then(
      ({ value }) => value ?? undefined,
      () => undefined,
    );
    this.#begun = { callId, stop, parts, first };
  }

  /**
   * The whole recording of a call, part by part, from what was fetched ahead where there is that. Ends with the signal.
   *
   * @param remote as for `fetchRecording`; what a call only names elsewhere is never fetched ahead
   * @throws as `fetchRecording`
   */
  async *take(callId: string, signal: AbortSignal, remote?: RemoteFetch): AsyncGenerator<RecordingPart, void> {
    const begun = this.#begun?.callId === callId ? this.#begun : undefined;
    if (begun !== undefined) {
      this.#begun = undefined;
      signal.addEventListener('abort', () => begun.stop.abort(), { once: true });
      const first = await begun.first;
      if (first !== undefined && !signal.aborted) {
        yield first;
        yield* begun.parts;
        return;
      }
    }
    // Whatever went wrong ahead is told by the attempt that somebody waits for.
    yield* fetchRecording(this.#api, callId, signal, { stereo: true, remote });
  }

  /** Drops what was fetched of a call's recording, which may be another one now. */
  forget(callId: string): void {
    if (this.#begun?.callId === callId) this.dispose();
  }

  dispose(): void {
    this.#begun?.stop.abort();
    this.#begun = undefined;
  }
}

import type { BlandApi } from '../../api/index.ts';
import { ReadingStore } from './reading-store.ts';
import { readTranscript, type Transcript } from './transcript.ts';

/** The transcripts of one connection, by call (Call Details). */
export class TranscriptStore extends ReadingStore<Transcript> {
  constructor(api: BlandApi) {
    super(
      async (callId) => readTranscript(await api.calls.details(callId)),
      ({ running }) => running,
    );
  }

  /** Returns the time of a message, seconds since the call began; null where it has none or the call has not been read. */
  secondsOf(callId: string, index: number): number | null {
    return this.known(callId)?.rows.find((row) => row.index === index)?.seconds ?? null;
  }
}

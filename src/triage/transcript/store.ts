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

  /** When a message was said, in seconds since its call began; null where that has no time, or the call was not read here. */
  secondsOf(callId: string, index: number): number | null {
    return this.known(callId)?.rows.find((row) => row.index === index)?.seconds ?? null;
  }
}

import type { MeasuredSpeech } from '../../shared/speech.ts';

/** Calls whose measured speech is kept. */
const kept = 24;

/** The speech that was measured in recordings of one connection, by call. Kept in memory: a recording is measured when it is loaded. */
export class SpeechStore {
  readonly #measured = new Map<string, MeasuredSpeech>();

  known(callId: string): MeasuredSpeech | undefined {
    return this.#measured.get(callId);
  }

  /** Forgets a call whose recording may be another one now. */
  forget(callId: string): void {
    this.#measured.delete(callId);
  }

  keep(callId: string, speech: MeasuredSpeech): void {
    this.#measured.delete(callId);
    this.#measured.set(callId, speech);
    const [oldest] = this.#measured.keys();
    if (this.#measured.size > kept && oldest !== undefined) this.#measured.delete(oldest);
  }
}

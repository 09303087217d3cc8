import { readCorrection } from './read.ts';
import type { Correction } from '../../../api/bland/corrections.ts';
import { RateLimitError } from '../../../api/errors.ts';
import type { BlandApi } from '../../../api/index.ts';
import type { Transcript } from '../transcript.ts';
import type { Allowance } from './allowance.ts';
import { CallRunningError } from './errors.ts';
import type { CorrectedTranscript } from './read.ts';

/** Corrected transcripts kept in a window; what is let go has to be asked for again. */
const kept = 24;

interface Asking {
  readonly answer: Promise<Correction>;
  readonly stop: AbortController;
  waiting: number;
}

/** The corrected transcripts of one connection: asked for when somebody wants one, once for each call. */
export class CorrectedStore {
  readonly #api: BlandApi;
  readonly #allowance: Allowance;
  readonly #answers = new Map<string, Correction>();
  readonly #asking = new Map<string, Asking>();
  /** As they were read beside a transcript. */
  readonly #read = new WeakMap<Transcript, CorrectedTranscript>();

  constructor(api: BlandApi, allowance: Allowance) {
    this.#api = api;
    this.#allowance = allowance;
  }

  /** Returns the reading beside this very transcript object. */
  known(transcript: Transcript): CorrectedTranscript | undefined {
    return this.#read.get(transcript);
  }

  /** Tells whether it is loaded, so that reading it sends no request. */
  has(callId: string): boolean {
    return this.#answers.has(callId);
  }

  /**
   * The corrected transcript of a call. The first time, the service may take minutes for it.
   *
   * @param signal ends the wait, and the request when nobody else waits for it
   * @throws CallRunningError, CorrectionPausedError, ServiceError
   */
  async get(transcript: Transcript, signal: AbortSignal): Promise<CorrectedTranscript> {
    const known = this.known(transcript);
    if (known !== undefined) return known;
    if (transcript.running) throw new CallRunningError();
    const correction = this.#answers.get(transcript.callId) ?? (await this.#ask(transcript.callId, signal));
    const read = await readCorrection(correction, transcript);
    this.#read.set(transcript, read);
    return read;
  }

  /** Drops the corrected transcript of a call that is another one now. */
  forget(callId: string): void {
    this.#answers.delete(callId);
  }

  async #ask(callId: string, signal: AbortSignal): Promise<Correction> {
    signal.throwIfAborted();
    const asking = this.#asking.get(callId) ?? this.#begin(callId);
    asking.waiting += 1;
    let leave = (): void => undefined;
    const left = new Promise<never>((_, reject) => (leave = () => reject(signal.reason as Error)));
    signal.addEventListener('abort', leave);
    try {
      return await Promise.race([asking.answer, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      asking.waiting -= 1;
      if (asking.waiting === 0) this.#end(callId, asking);
    }
  }

  #begin(callId: string): Asking {
    const stop = new AbortController();
    const asking = { answer: this.#fetch(callId, stop.signal), stop, waiting: 0 };
    this.#asking.set(callId, asking);
    return asking;
  }

  /** Nobody waits any more: whoever comes next asks anew, unless it has been answered. */
  #end(callId: string, asking: Asking): void {
    asking.stop.abort();
    if (this.#asking.get(callId) === asking) this.#asking.delete(callId);
  }

  async #fetch(callId: string, signal: AbortSignal): Promise<Correction> {
    try {
      await this.#allowance.use();
      const correction = await this.#api.corrections.get(callId, { signal });
      this.#answers.set(callId, correction);
      const [oldest] = this.#answers.keys();
      if (this.#answers.size > kept && oldest !== undefined) this.#answers.delete(oldest);
      return correction;
    } catch (error) {
      throw error instanceof RateLimitError ? this.#allowance.refused(error.retryAfterMs) : error;
    }
  }
}

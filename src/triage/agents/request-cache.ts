import { isAbort } from '../../api/errors.ts';

/** Answers by key, each asked for once. Those who ask at the same time share one request; one that failed is made again. */
export class RequestCache<T> {
  readonly #running = new Map<string, Promise<T>>();
  readonly #answers = new Map<string, T>();

  /** The answer, if there is one already. */
  known(key: string): T | undefined {
    return this.#answers.get(key);
  }

  /** @param signal ends the request only for who made it: others who wait for it make it again */
  async get(
    key: string,
    request: (signal: AbortSignal | undefined) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    for (;;) {
      signal?.throwIfAborted();
      const known = this.#answers.get(key);
      if (known !== undefined) return known;
      const running = this.#running.get(key);
      try {
        return await (running ?? this.#make(key, request, signal));
      } catch (error) {
        if (running === undefined || !isAbort(error)) throw error;
      }
    }
  }

  async #make(
    key: string,
    request: (signal: AbortSignal | undefined) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const made = request(signal);
    this.#running.set(key, made);
    try {
      const answer = await made;
      this.#answers.set(key, answer);
      return answer;
    } finally {
      this.#running.delete(key);
    }
  }
}

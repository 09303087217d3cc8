/** The current time, and waits. */
export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds, or earlier when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The longest delay of a timer; a longer one would end at once. Milliseconds. */
const longestTimerMs = 2 ** 31 - 1;

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(milliseconds, longestTimerMs));
      signal.addEventListener('abort', done, { once: true });
    }),
};

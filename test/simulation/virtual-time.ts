interface Happening {
  readonly at: number;
  readonly work: () => void;
}

/** Where every run begins, milliseconds since 1970. */
const beginning = Date.UTC(2026, 0, 5, 9);

/**
 * Time that passes only when everything that can be done at an instant is done: one event after the other, in the order of
 * their times and, at one instant, of their making.
 */
export class VirtualTime {
  #now = beginning;
  /** Sorted: the next one is the last. */
  readonly #coming: Happening[] = [];

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  /** Milliseconds since the run began. */
  get elapsed(): number {
    return this.#now - beginning;
  }

  /** Has the work done in so many milliseconds. Returns how to call it off. */
  in(milliseconds: number, work: () => void): () => void {
    const happening = { at: this.#now + Math.max(0, milliseconds), work };
    this.#coming.splice(this.#placeOf(happening.at), 0, happening);
    return () => {
      const place = this.#coming.indexOf(happening);
      if (place >= 0) this.#coming.splice(place, 1);
    };
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.in(milliseconds, resolve));
  }

  /** Lets time pass until the condition holds, nothing is to come, or so many milliseconds are over. */
  async pass(milliseconds: number, isOver: () => boolean = () => false): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    while (!isOver()) {
      const next = this.#coming.at(-1);
      if (next === undefined || next.at > end) {
        this.#now = end;
        return;
      }
      this.#coming.pop();
      this.#now = next.at;
      next.work();
      await settle();
    }
  }

  /** Behind everything that happens later, before everything that happens at the same time or earlier. */
  #placeOf(at: number): number {
    let [low, high] = [0, this.#coming.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#coming[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Resolves when every promise that can go on has gone on: none of the code under test waits for real time. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Has the process's own stopwatch show virtual time, by which the client measures how long a request is being repeated.
 * Returns how to undo it.
 */
export function takeStopwatch(time: VirtualTime): () => void {
  performance.now = () => time.elapsed;
  // Its own is the prototype's.
  return () => void Reflect.deleteProperty(performance, 'now');
}

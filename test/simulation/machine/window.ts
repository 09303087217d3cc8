import type { VirtualTime } from '../virtual-time.ts';

export type Liveness = 'running' | 'frozen' | 'gone';

/** A process: what reaches it waits while it is frozen, and is lost once it is gone. */
export class Window {
  readonly name: string;
  readonly #time: VirtualTime;
  #liveness: Liveness = 'running';
  readonly #held: (() => void)[] = [];

  constructor(name: string, time: VirtualTime) {
    this.name = name;
    this.#time = time;
  }

  /** A person has said of it that it is gone, although it only stands still. */
  isDeclaredGone = false;
  /** Calls to the disk that are under way. */
  diskCalls = 0;

  get countsAsGone(): boolean {
    return this.#liveness === 'gone' || this.isDeclaredGone;
  }

  get liveness(): Liveness {
    return this.#liveness;
  }

  /** Has it go on with what it waited for. */
  deliver(work: () => void): void {
    if (this.#liveness === 'running') work();
    else if (this.#liveness === 'frozen') this.#held.push(work);
  }

  freeze(): void {
    if (this.#liveness === 'running') this.#liveness = 'frozen';
  }

  thaw(): void {
    if (this.#liveness !== 'frozen') return;
    this.#liveness = 'running';
    for (const work of this.#held.splice(0)) this.#time.in(0, () => this.deliver(work));
  }

  end(): void {
    this.#liveness = 'gone';
    this.#held.length = 0;
  }
}

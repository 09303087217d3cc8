import type { VirtualTime } from './virtual-time.ts';

/** Everything that happened in a run, in order: what is printed of one that went wrong. */
export class Story {
  readonly #time: VirtualTime;
  readonly #lines: string[] = [];
  readonly #names = new Map<string, string>();

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The name of the next id that has none yet. Ids differ from run to run, the story does not. */
  nextName = '';

  nameOf(id: string): string {
    const name = this.#names.get(id) ?? this.nextName;
    this.#names.set(id, name);
    return name;
  }

  tell(who: string, what: string): void {
    const seconds = (this.#time.elapsed / 1000).toFixed(3).padStart(9);
    this.#lines.push(`${seconds}  ${who.padEnd(9)} ${what}`);
  }
}

/** An error as the story tells it. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return error === undefined ? '' : JSON.stringify(error);
  const facts = ['status', 'serviceCode', 'systemCode', 'fault', 'stage', 'phase'].flatMap((fact) => {
    const value: unknown = Reflect.get(error, fact);
    return typeof value === 'string' || typeof value === 'number' ? [value] : [];
  });
  return [error.name, ...facts].join(' ');
}

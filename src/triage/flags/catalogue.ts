import type { Flag } from '../../api/bland/flags.ts';
import type { FlagType } from '../../api/bland/flag-types.ts';
import type { BlandApi } from '../../api/index.ts';
import { allItems } from '../../api/pages.ts';
import { Emitter } from '../../shared/event.ts';
import { parseTime } from '../../shared/time.ts';
import { digits, type FlagTypeChoice, probableFlagType } from '../../shared/transcript.ts';

/** Pages of the catalogue that are read: 500 types are more than a picker can use. */
const maxPages = 5;

/**
 * The flag types of the organisation. They are offered in an order taken once, by use, when the catalogue was first read,
 * so that a digit means the same type as long as the window is open; later types are appended.
 */
export class FlagTypeCatalogue {
  readonly #api: BlandApi;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #types: readonly FlagType[] = [];
  /** Names in the order they are offered in; those of types that are gone keep their place. */
  #order: readonly string[] = [];
  #settled = false;
  #loading: Promise<void> | undefined;

  constructor(api: BlandApi) {
    this.#api = api;
  }

  /** The catalogue was read, or could not be. Before that only pinned types are offered. */
  get settled(): boolean {
    return this.#settled;
  }

  /** All types with all that the service says of them, by use, then by how recently they were used. */
  get types(): readonly FlagType[] {
    return this.#types.toSorted(byUse);
  }

  /**
   * The types to choose from, those with digits first.
   *
   * @param pinned the types pinned to digits 1 to 9, in this order, `''` for none. One that the catalogue lacks is offered, too.
   */
  choices(pinned: readonly string[] = []): readonly FlagTypeChoice[] {
    const known = new Map(this.#types.map((type) => [type.type, type]));
    const pins = new Map<string, number>();
    for (const [place, pin] of pinned.entries()) if (pin !== '') pins.set(this.#nameOf(pin), place + 1);
    const digitOf = this.#digitsBeside(pins);
    const others = this.#order.filter((type) => !pins.has(type) && known.has(type));
    return [...pins.keys(), ...others]
      .map((type) => choiceOf(type, known.get(type), pins.get(type) ?? digitOf.get(type)))
      .toSorted((a, b) => (a.digit ?? Number.MAX_VALUE) - (b.digit ?? Number.MAX_VALUE));
  }

  /** The digits of the types that are not pinned. A pin moves only the type whose digit it takes. */
  #digitsBeside(pins: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    const digitOf = new Map<string, number>();
    const free = new Set(digits);
    for (const digit of pins.values()) free.delete(digit);
    for (const digit of digits) {
      const type = this.#order[digit - 1];
      if (type !== undefined && !pins.has(type) && free.delete(digit)) digitOf.set(type, digit);
    }
    // First the digits that pinned types left; of the others the last, since new types come to have the first.
    const rank = (digit: number): number => (digit <= this.#order.length ? digit : 2 * digits.length - digit);
    const left = [...free].toSorted((a, b) => rank(a) - rank(b));
    for (const type of this.#order.filter((one) => !pins.has(one) && !digitOf.has(one))) {
      const digit = left.shift();
      if (digit !== undefined) digitOf.set(type, digit);
    }
    return digitOf;
  }

  /**
   * Fetches the catalogue (List Flag Types). Callers share one request.
   *
   * @throws ServiceError when it cannot be read; the types known before stay.
   */
  load(): Promise<void> {
    this.#loading ??= this.#fetch().finally(() => {
      this.#loading = undefined;
      this.#settled = true;
      this.#append();
      this.#changed.fire();
    });
    return this.#loading;
  }

  /** Counts a flag that was added: its type may be new. */
  used(flag: Flag): void {
    const known = this.#types.find(({ type }) => type === flag.type);
    const next: FlagType = {
      type: flag.type,
      description: flag.note === '' ? (known?.description ?? '') : flag.note,
      usage_count: (known?.usage_count ?? 0) + 1,
      last_used_at: flag.created_at,
    };
    this.#types = [next, ...this.#types.filter(({ type }) => type !== flag.type)];
    this.#append();
    this.#changed.fire();
  }

  /** Gives the types that have no place yet the next ones. */
  #append(): void {
    if (!this.#settled) return;
    this.#order = [...new Set([...this.#order, ...this.types.map(({ type }) => type)])];
  }

  /** A pinned type as the catalogue spells it. */
  #nameOf(pin: string): string {
    const stored = probableFlagType(pin);
    return this.#order.find((type) => type === pin) ?? this.#order.find((type) => type === stored) ?? pin;
  }

  async #fetch(): Promise<void> {
    const types: FlagType[] = [];
    const page = (cursor: string | undefined) => this.#api.flagTypes.list({ cursor, limit: 100 });
    for await (const type of allItems(page, { maxPages })) types.push(type);
    this.#types = types;
  }
}

function choiceOf(type: string, known: FlagType | undefined, digit: number | undefined): FlagTypeChoice {
  return {
    type,
    description: known?.description ?? '',
    usageCount: known?.usage_count ?? 0,
    ...(digit === undefined ? {} : { digit }),
    ...(known === undefined ? { isNew: true } : {}),
  };
}

function byUse(a: FlagType, b: FlagType): number {
  return b.usage_count - a.usage_count || (parseTime(b.last_used_at) ?? 0) - (parseTime(a.last_used_at) ?? 0);
}

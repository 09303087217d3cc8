import type { Content } from './file-system.ts';
import type { Page } from './page.ts';

/** What a document shows now, as it was last made. */
export interface DocumentSnapshot extends Content {
  readonly page: Page;
}

/** How many states of a document are remembered: the editor may still show an earlier one. */
const maxRemembered = 4;

/** The looks and reads of one opening come within this time, milliseconds. */
const oneOpeningMs = 2_000;

/**
 * The documents as they were last made: looks and reads of the editor that come close together must get the same. `Address`
 * is what a document is known by; two that say the same are the same.
 */
export class DocumentSnapshots<Address extends { toString(): string }> {
  readonly #make: (uri: Address) => Promise<Page>;
  /** By address, until something changes. */
  readonly #current = new Map<string, { readonly made: Promise<DocumentSnapshot>; readonly at: number }>();
  /** The last states of each document, newest first. */
  readonly #recent = new Map<string, readonly DocumentSnapshot[]>();

  constructor(make: (uri: Address) => Promise<Page>) {
    this.#make = make;
  }

  /** @param isOpen somebody is told when it changes; what nobody is told about is good for one opening only */
  get(uri: Address, isOpen: boolean): Promise<DocumentSnapshot> {
    const key = uri.toString();
    const known = this.#current.get(key);
    if (known !== undefined && (isOpen || Date.now() - known.at < oneOpeningMs)) return known.made;
    const made = this.#make(uri).then((page) => this.#take(key, page));
    this.#current.set(key, { made, at: Date.now() });
    return made;
  }

  /** The newest page of a document that says this; undefined when none of the last ones does. */
  findByText(uri: Address, text: string): Page | undefined {
    return this.#recent.get(uri.toString())?.find(({ page }) => page.text === text)?.page;
  }

  /** Makes the next one anew. */
  invalidate(uri: Address): void {
    this.#current.delete(uri.toString());
  }

  /** The document is closed. */
  forget(uri: Address): void {
    this.invalidate(uri);
    this.#recent.delete(uri.toString());
  }

  /** A text that stays the same stays as old as it was, so that the editor does not read it again. */
  #take(key: string, page: Page): DocumentSnapshot {
    const recent = this.#recent.get(key) ?? [];
    const [last] = recent;
    const changedAt = Math.max(Date.now(), (last?.changedAt ?? 0) + 1);
    const isSame = last?.page.text === page.text;
    const snapshot = isSame ? { ...last, page } : { page, bytes: new TextEncoder().encode(page.text), changedAt };
    this.#recent.set(key, [snapshot, ...recent.slice(isSame ? 1 : 0)].slice(0, maxRemembered));
    return snapshot;
  }
}

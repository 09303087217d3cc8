import type { Content } from './file-system.ts';
import type { Page } from './page.ts';

export interface DocumentSnapshot extends Content {
  readonly page: Page;
}

/** Snapshots kept per document: the editor may still show an earlier one. */
const maxRemembered = 4;

/** Milliseconds within which the editor stats and reads a file it opens. */
const oneOpeningMs = 2_000;

/**
 * The last contents of documents: stat and read of one opening must agree. `Address`
 * identifies a document by its string.
 */
export class DocumentSnapshots<Address extends { toString(): string }> {
  readonly #make: (uri: Address) => Promise<Page>;
  /** By address, until it is invalidated. */
  readonly #current = new Map<string, { readonly made: Promise<DocumentSnapshot>; readonly at: number }>();
  /** The last snapshots of each document, newest first. */
  readonly #recent = new Map<string, readonly DocumentSnapshot[]>();

  constructor(make: (uri: Address) => Promise<Page>) {
    this.#make = make;
  }

  /** @param isOpen open documents hear about changes; a snapshot of any other lasts for one opening only */
  get(uri: Address, isOpen: boolean): Promise<DocumentSnapshot> {
    const key = uri.toString();
    const known = this.#current.get(key);
    if (known !== undefined && (isOpen || Date.now() - known.at < oneOpeningMs)) return known.made;
    const made = this.#make(uri).then((page) => this.#take(key, page));
    this.#current.set(key, { made, at: Date.now() });
    return made;
  }

  /** Returns the newest page with this text among the kept ones. */
  findByText(uri: Address, text: string): Page | undefined {
    return this.#recent.get(uri.toString())?.find(({ page }) => page.text === text)?.page;
  }

  invalidate(uri: Address): void {
    this.#current.delete(uri.toString());
  }

  /** Drops everything about a closed document. */
  forget(uri: Address): void {
    this.invalidate(uri);
    this.#recent.delete(uri.toString());
  }

  /** An unchanged text keeps its time of change, so that the editor does not read it again. */
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

import type * as vscode from 'vscode';
import type { Content } from './file-system.ts';
import type { Page } from './page.ts';

/** What a document shows now, as it was last made. */
export interface Shot extends Content {
  readonly page: Page;
}

/** The looks and reads of one opening come within this time, milliseconds. */
const oneOpeningMs = 2_000;

/** The documents as they were last made: looks and reads of the editor that come close together must get the same. */
export class Shots {
  readonly #make: (uri: vscode.Uri) => Promise<Page>;
  /** By address, until something changes. */
  readonly #current = new Map<string, { readonly made: Promise<Shot>; readonly at: number }>();
  readonly #last = new Map<string, Shot>();

  constructor(make: (uri: vscode.Uri) => Promise<Page>) {
    this.#make = make;
  }

  /** @param isOpen somebody is told when it changes; what nobody is told about is good for one opening only */
  get(uri: vscode.Uri, isOpen: boolean): Promise<Shot> {
    const key = uri.toString();
    const known = this.#current.get(key);
    if (known !== undefined && (isOpen || Date.now() - known.at < oneOpeningMs)) return known.made;
    const made = this.#make(uri).then((page) => this.#take(key, page));
    this.#current.set(key, { made, at: Date.now() });
    return made;
  }

  /** Makes the next one anew. */
  drop(uri: vscode.Uri): void {
    this.#current.delete(uri.toString());
  }

  /** The document is closed. */
  forget(uri: vscode.Uri): void {
    this.drop(uri);
    this.#last.delete(uri.toString());
  }

  /** A text that stays the same stays as old as it was, so that the editor does not read it again. */
  #take(key: string, page: Page): Shot {
    const last = this.#last.get(key);
    const changedAt = Math.max(Date.now(), (last?.changedAt ?? 0) + 1);
    const isSame = last?.page.text === page.text;
    const shot = isSame ? { ...last, page } : { page, bytes: new TextEncoder().encode(page.text), changedAt };
    this.#last.set(key, shot);
    return shot;
  }
}

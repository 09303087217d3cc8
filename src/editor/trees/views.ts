import * as vscode from 'vscode';

/** Selects the row that ids name; false when there is none. */
type Reveal = (...ids: readonly string[]) => Promise<boolean>;

/** The views of this window, for commands that show a row in one. */
export class Views {
  readonly #views = new Map<string, PromiseWithResolvers<Reveal>>();

  readonly #selections: (() => readonly unknown[])[] = [];

  /** Says how a view reveals a row, and which rows are selected in it, once its tree is there. */
  add(viewId: string, reveal: Reveal, selection: () => readonly unknown[]): void {
    this.#of(viewId).resolve(reveal);
    this.#selections.push(selection);
  }

  /** The rows that are selected in a view, if this is one of them. */
  selectionWith(row: unknown): readonly unknown[] {
    if (typeof row !== 'object' || row === null) return [];
    return this.#selections.map((read) => read()).find((rows) => rows.includes(row)) ?? [];
  }

  /** Shows a view, which loads its tree, and selects a row in it; false when there is none. */
  async reveal(viewId: string, ...ids: readonly string[]): Promise<boolean> {
    await vscode.commands.executeCommand(`${viewId}.focus`);
    const reveal = await this.#of(viewId).promise;
    return reveal(...ids);
  }

  #of(viewId: string): PromiseWithResolvers<Reveal> {
    const view = this.#views.get(viewId) ?? Promise.withResolvers<Reveal>();
    this.#views.set(viewId, view);
    return view;
  }
}

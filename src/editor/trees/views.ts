import * as vscode from 'vscode';

/** Selects the row that ids name; false when there is none. */
type Reveal = (...ids: readonly string[]) => Promise<boolean>;

/** The views of this window, for commands that show a row in one. */
export class Views {
  readonly #views = new Map<string, PromiseWithResolvers<Reveal>>();

  /** Says how a view reveals a row, once its tree is there. */
  add(viewId: string, reveal: Reveal): void {
    this.#of(viewId).resolve(reveal);
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

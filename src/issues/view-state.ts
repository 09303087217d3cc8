import { ContextKey } from '../editor/context-key.ts';
import type { ListTrouble } from '../editor/trees/list-trouble.ts';

/**
 * What the issues view is about to show; the `when` clauses of its welcome texts in package.json read this.
 *
 * - `none`, `choose`: no connection is set up, or none is chosen
 * - `empty`: there is nothing; `noneOpen`: nothing that is open
 * - `filtered`: nothing passes the filters
 */
export type IssuesState = 'none' | 'choose' | 'loading' | ListTrouble | 'empty' | 'noneOpen' | 'filtered' | 'ready';

export class ViewState {
  readonly #key = new ContextKey<IssuesState>('callTriage.issuesState');

  set(state: IssuesState): void {
    this.#key.set(state);
  }
}

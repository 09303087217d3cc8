import { ContextKey } from '../editor/context-key.ts';

/**
 * What the issues view is about to show; the `when` clauses of its welcome texts in package.json read this.
 *
 * - `none`, `choose`: no connection is set up, or none is chosen
 * - `noKey`, `movedKey`, `badKey`: the key is missing, was given for another address, or is not accepted
 * - `offline`: the service cannot be reached
 * - `empty`: there is nothing
 * - `filtered`: nothing passes the filters
 */
export type IssuesState =
  | 'none'
  | 'choose'
  | 'loading'
  | 'noKey'
  | 'movedKey'
  | 'badKey'
  | 'offline'
  | 'empty'
  | 'filtered'
  | 'ready';

export class ViewState {
  readonly #key = new ContextKey<IssuesState>('callTriage.issuesState');

  set(state: IssuesState): void {
    this.#key.set(state);
  }
}

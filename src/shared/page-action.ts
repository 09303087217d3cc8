/** A button. Its ID is posted in a `problem` message, and the host decides what it does. */
export interface PageAction {
  readonly id: string;
  readonly label: string;
}

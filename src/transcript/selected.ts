/** A message that is selected in a panel, and the text that is selected inside it. */
export interface Selected {
  readonly index: number;
  readonly quote: string | null;
  /** When several messages are selected: all of them. */
  readonly indexes?: readonly number[] | undefined;
}

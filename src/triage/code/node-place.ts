/** A place in the workspace where a node is written, or may be. */
export interface NodePlace {
  /** Relative to the workspace. */
  readonly file: string;
  /** First and last line, from 1; null when the whole file is meant. */
  readonly lines: readonly [number, number] | null;
  /** `candidate`: one of several that may be meant. */
  readonly match: 'exact' | 'by-name' | 'candidate';
}

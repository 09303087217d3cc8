/** The place of a call in the review queue of its window. */
export interface ReviewView {
  /** From 1. */
  readonly position: number;
  readonly total: number;
  /** Calls of the queue that are marked as reviewed on this machine. */
  readonly reviewed: number;
  /** Calls of the queue with a flag, as far as flags are loaded. */
  readonly flagged: number;
  /** This call is marked as reviewed. */
  readonly isReviewed: boolean;
}

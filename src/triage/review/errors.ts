import { TriageError } from '../errors.ts';

/** No queue was begun in this window. */
export class NoQueueError extends TriageError {
  override readonly name = 'NoQueueError';
  override readonly code = 'NO_QUEUE';

  constructor() {
    super('No review queue: start with reviewCalls.');
  }
}

/** There are no calls to review, or every one was reviewed. */
export class NothingToReviewError extends TriageError {
  override readonly name = 'NothingToReviewError';
  override readonly code = 'NOTHING_TO_REVIEW';
  /** Calls of the list that was to be reviewed; all of them are reviewed. */
  readonly total: number;

  constructor(total: number) {
    super(total === 0 ? 'There are no calls to review.' : `All ${total} calls are reviewed.`);
    this.total = total;
  }
}

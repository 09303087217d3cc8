import { TriageError } from '../../errors.ts';

/** The service's limit of corrected transcripts is reached. Nothing was sent, or the request was refused. */
export class CorrectionPausedError extends TriageError {
  override readonly name = 'CorrectionPausedError';
  override readonly code = 'OFFLINE';
  /** The time from which another may be requested. */
  readonly until: Date;

  constructor(until: Date) {
    super(`The service corrects 10 transcripts in 10 minutes. Ask again at ${until.toISOString()}.`);
    this.until = until;
  }
}

/** The transcript of a running call cannot be corrected. Nothing was sent. */
export class CallRunningError extends TriageError {
  override readonly name = 'CallRunningError';
  override readonly code = 'CONFLICT';

  constructor() {
    super('The call is still running. Its transcript can be corrected once it has ended.');
  }
}

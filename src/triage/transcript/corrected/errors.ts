import { TriageError } from '../../errors.ts';

/** The service corrects no more transcripts for the time being. Nothing was sent, or it was refused. */
export class CorrectionPausedError extends TriageError {
  override readonly name = 'CorrectionPausedError';
  /** The time from which another may be requested. */
  readonly until: Date;

  constructor(until: Date) {
    super(`The service corrects 10 transcripts in 10 minutes. Ask again at ${until.toISOString()}.`);
    this.until = until;
  }
}

/** The call has not ended, and what is still being said cannot be corrected. Nothing was sent. */
export class CallRunningError extends TriageError {
  override readonly name = 'CallRunningError';

  constructor() {
    super('The call is still running. Its transcript can be corrected once it has ended.');
  }
}

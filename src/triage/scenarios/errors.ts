import { TriageError } from '../errors.ts';

/** A run of a scenario may have started: the service gave no clear answer, and it cannot be told from other runs. */
export class RunUnclearError extends TriageError {
  override readonly name = 'RunUnclearError';
  override readonly code = 'CONFLICT';

  constructor() {
    super('The run may have started: the service gave no clear answer.');
  }
}

/** The call has not ended, so no test can be made of it yet. */
export class CallNotEndedError extends TriageError {
  override readonly name = 'CallNotEndedError';
  override readonly code = 'CONFLICT';

  constructor() {
    super('The call is still running.');
  }
}

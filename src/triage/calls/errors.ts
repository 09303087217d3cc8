import { TriageError } from '../errors.ts';

/** A recording on a site that was not agreed to. */
export class RemoteRecordingError extends TriageError {
  override readonly name = 'RemoteRecordingError';
  override readonly code = 'FORBIDDEN';
  readonly host: string;

  constructor(host: string) {
    super(`The recording is at ${host}, which has not been agreed to.`);
    this.host = host;
  }
}

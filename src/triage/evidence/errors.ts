import { TriageError } from '../errors.ts';

/** The text exceeds the clipboard limit. */
export class ClipboardLimitError extends TriageError {
  override readonly name = 'ClipboardLimitError';
  override readonly code = 'INVALID_ARGUMENT';
  readonly characters: number;

  constructor(characters: number, limit: number) {
    super(`The text has ${characters} characters; the clipboard gets ${limit} at most. Export it to a file.`);
    this.characters = characters;
  }
}

/** An evaluation set has one line per flag, and nothing is flagged. */
export class NothingFlaggedError extends TriageError {
  override readonly name = 'NothingFlaggedError';
  override readonly code = 'NOT_FOUND';
  /** Arguments of `exportEvidence`, to offer another format. */
  readonly about: {
    readonly connectionId: string;
    readonly issueId?: string | undefined;
    readonly callId?: string | undefined;
  };

  constructor(about: NothingFlaggedError['about']) {
    super('Nothing is flagged here, and an evaluation set has one line for each flag.');
    this.about = about;
  }
}

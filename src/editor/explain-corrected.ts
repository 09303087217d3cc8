import * as vscode from 'vscode';
import { ApiError, RateLimitError, UnauthorizedError } from '../api/errors.ts';
import { CallRunningError, CorrectionPausedError } from '../triage/corrected/errors.ts';
import { type Explanation, just } from './explanation.ts';
import { shortMoment } from './wording.ts';

/** What keeps a transcript from being corrected, in words; undefined for everything else. */
export function explainCorrected(error: unknown): Explanation | undefined {
  const sentence = sentenceOf(error);
  return sentence === undefined ? undefined : just(sentence);
}

function sentenceOf(error: unknown): string | undefined {
  const { l10n } = vscode;
  if (error instanceof CorrectionPausedError) {
    const time = shortMoment(error.until.toISOString());
    return l10n.t('The service corrects 10 transcripts in 10 minutes, and pauses until {0}.', time);
  }
  if (error instanceof CallRunningError) {
    return l10n.t('The call is still running. Its transcript can be corrected once it has ended.');
  }
  if (!(error instanceof ApiError) || error instanceof RateLimitError) return undefined;
  if (error instanceof UnauthorizedError && error.code === 'UNAUTHORIZED' && error.request?.path.endsWith('/correct')) {
    return l10n.t('The call belongs to another organisation than the API key.');
  }
  switch (error.code) {
    case 'CALL_LENGTH_TOO_SHORT':
      return l10n.t('The call is too short to be corrected.');
    case 'RECORDING_URL_CONVERSION_FAILED':
      return l10n.t('The service has no recording of this call that it could correct the transcript from.');
    case 'TRANSCRIPTION_API_FAILED':
      return l10n.t('The service could not transcribe the recording. Try again in a while.');
    default:
      return undefined;
  }
}

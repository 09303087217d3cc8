import * as vscode from 'vscode';
import { ApiError, RateLimitError, UnauthorizedError } from '../../api/errors.ts';
import { CallRunningError, CorrectionPausedError } from '../../triage/transcript/corrected/errors.ts';
import { type Explanation, withoutRemedies } from './explanation.ts';
import { shortMoment } from '../words/format.ts';

/** Explains errors about corrected transcripts; undefined for others. */
export function explainCorrected(error: unknown): Explanation | undefined {
  const sentence = sentenceOf(error);
  return sentence === undefined ? undefined : withoutRemedies(sentence);
}

function sentenceOf(error: unknown): string | undefined {
  const { l10n } = vscode;
  if (error instanceof CorrectionPausedError) {
    const time = shortMoment(error.until.toISOString());
    return l10n.t('At most 10 transcripts can be corrected in 10 minutes. Try again at {0}.', time);
  }
  if (error instanceof CallRunningError) {
    return l10n.t('The transcript can be corrected after the call ends.');
  }
  if (!(error instanceof ApiError) || error instanceof RateLimitError) return undefined;
  if (
    error instanceof UnauthorizedError &&
    error.serviceCode === 'UNAUTHORIZED' &&
    error.request?.path.endsWith('/correct')
  ) {
    return l10n.t('The call belongs to another organization.');
  }
  switch (error.serviceCode) {
    case 'CALL_LENGTH_TOO_SHORT':
      return l10n.t('The call is too short to correct.');
    case 'RECORDING_URL_CONVERSION_FAILED':
      return l10n.t('No recording to correct the transcript from.');
    case 'TRANSCRIPTION_API_FAILED':
      return l10n.t('The service could not transcribe the recording. Try again later.');
    default:
      return undefined;
  }
}

import * as vscode from 'vscode';
import {
  ApiError,
  ConflictError,
  ForbiddenError,
  NetworkError,
  NotFoundError,
  RateLimitError,
  RecordingTooLargeError,
  ResponseShapeError,
  ResponseTooLargeError,
  ServerError,
  type ServiceError,
  TimeoutError,
  UnauthorizedError,
} from '../api/errors.ts';
import { proxyAuthenticationRequired } from '../api/network/proxy-error.ts';
import { clockTime, type Explanation, just, remedy, showLog } from './explanation.ts';

/** What a service answered, or why it did not, in words. */
export function explainService(error: ServiceError): Explanation {
  return error instanceof ApiError ? explainAnswer(error) : explainTransport(error);
}

function explainAnswer(error: ApiError): Explanation {
  const { l10n } = vscode;
  if (error instanceof UnauthorizedError) {
    return {
      sentence: l10n.t('API key rejected.'),
      remedies: [remedy(l10n.t('Replace Key…'), 'setApiKey')],
    };
  }
  if (error instanceof ForbiddenError) {
    const sentence =
      error.code === 'INSUFFICIENT_SCOPE'
        ? l10n.t('This API key is a restricted one, which may not do that. Triage takes a full key.')
        : l10n.t('This API key may not do that: {0}', error.message);
    return { sentence, remedies: [remedy(l10n.t('Replace Key…'), 'setApiKey')] };
  }
  if (error instanceof NotFoundError && error.code === 'CALL_RECORDING_NOT_FOUND') {
    return just(l10n.t('This call has no recording.'));
  }
  if (error instanceof ConflictError) return explainConflict(error);
  if (error instanceof NotFoundError && error.code === 'CONVERSATION_NOT_FOUND') {
    return just(l10n.t('The service does not have this SMS conversation (any more).'));
  }
  if (error instanceof NotFoundError) {
    const sentence = l10n.t('The service does not have it (any more): {0}', error.message);
    return { sentence, remedies: [remedy(l10n.t('Refresh Issues'), 'refresh')] };
  }
  if (error instanceof RateLimitError) {
    return just(
      error.retryAfterMs === null
        ? l10n.t('The service asks for a pause: too many requests. Try again in a minute.')
        : l10n.t('The service asks for a pause until {0}. Try again then.', clockTime(error.retryAfterMs)),
    );
  }
  if (error instanceof ServerError) {
    return { sentence: l10n.t('The service failed ({0}): {1}', error.status, error.message), remedies: [showLog()] };
  }
  return { sentence: l10n.t('The service refused it: {0}', error.message), remedies: [showLog()] };
}

function explainConflict(error: ConflictError): Explanation {
  const { l10n } = vscode;
  if (error.code === 'call_not_attached') {
    const sentence = l10n.t('The call is not attached to the issue, so it cannot carry a flag there.');
    return { sentence, remedies: [remedy(l10n.t('Attach Call…'), 'attachCall')] };
  }
  const sentence = l10n.t('The service refused it as things stand: {0}', error.message);
  return { sentence, remedies: [remedy(l10n.t('Refresh Issues'), 'refresh')] };
}

function explainTransport(error: ServiceError): Explanation {
  const { l10n } = vscode;
  const test = remedy(l10n.t('Test Connection'), 'testConnection');
  if (error instanceof TimeoutError) {
    return { sentence: l10n.t('The service did not answer in time.'), remedies: [test] };
  }
  if (error instanceof NetworkError) {
    return { sentence: l10n.t('The service cannot be reached: {0}', networkReason(error)), remedies: [test] };
  }
  if (error instanceof RecordingTooLargeError) {
    const megabytes = Math.floor(error.limitBytes / 1024 / 1024);
    return just(l10n.t('The recording is larger than the {0} MB that are played here.', megabytes));
  }
  if (error instanceof ResponseTooLargeError) return just(l10n.t('The answer is larger than Call Triage reads.'));
  if (error instanceof ResponseShapeError) {
    return { sentence: l10n.t('The service answered something that cannot be read.'), remedies: [showLog()] };
  }
  return { sentence: error.message, remedies: [showLog()] };
}

function networkReason(error: NetworkError): string {
  switch (error.stage) {
    case 'dns':
      return vscode.l10n.t('its name is not found.');
    case 'tls':
      return vscode.l10n.t('its certificate is not trusted.');
    case 'proxy':
      return error.code === proxyAuthenticationRequired
        ? vscode.l10n.t('the proxy asks for other credentials than it was given.')
        : vscode.l10n.t('the proxy does not let the request through.');
    case 'connect':
      return vscode.l10n.t('it refuses the connection.');
    default:
      return vscode.l10n.t('the connection broke.');
  }
}

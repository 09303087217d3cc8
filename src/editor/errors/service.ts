import * as vscode from 'vscode';
import {
  ApiError,
  ConflictError,
  ForbiddenError,
  NetworkError,
  noReason,
  NotFoundError,
  RateLimitError,
  RecordingTooLargeError,
  ResponseShapeError,
  ResponseTooLargeError,
  ServerError,
  type ServiceError,
  TimeoutError,
  UnauthorizedError,
} from '../../api/errors.ts';
import { proxyAuthenticationRequired } from '../../api/network/proxy-error.ts';
import { clockTime, type Explanation, withoutRemedies, remedy, showLog } from './explanation.ts';

/** Explains an error response, or why there was none. */
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
      error.serviceCode === 'INSUFFICIENT_SCOPE'
        ? l10n.t('This API key is restricted. Triage requires a full key.')
        : l10n.t('Not allowed with this API key: {0}', reasonOf(error));
    return { sentence, remedies: [remedy(l10n.t('Replace Key…'), 'setApiKey')] };
  }
  if (error instanceof NotFoundError && error.serviceCode === 'CALL_RECORDING_NOT_FOUND') {
    return withoutRemedies(l10n.t('This call has no recording.'));
  }
  if (error instanceof ConflictError) return explainConflict(error);
  if (error instanceof NotFoundError && error.serviceCode === 'CONVERSATION_NOT_FOUND') {
    return withoutRemedies(l10n.t('SMS conversation not found.'));
  }
  if (error instanceof NotFoundError) {
    const sentence = l10n.t('Not available: {0}', reasonOf(error));
    return { sentence, remedies: [remedy(l10n.t('Refresh Issues'), 'refresh')] };
  }
  if (error instanceof RateLimitError) {
    return withoutRemedies(
      error.retryAfterMs === null
        ? l10n.t('Too many requests. Try again in a minute.')
        : l10n.t('Too many requests. Try again at {0}.', clockTime(error.retryAfterMs)),
    );
  }
  if (error instanceof ServerError) {
    return { sentence: l10n.t('The service failed ({0}): {1}', error.status, reasonOf(error)), remedies: [showLog()] };
  }
  return { sentence: l10n.t('Rejected by the service: {0}', reasonOf(error)), remedies: [showLog()] };
}

/** What the service says, or why it says nothing, in the person's language. */
function reasonOf({ details, html, message, status }: ApiError): string {
  const { l10n } = vscode;
  if (html) return l10n.t('the answer was a web page, not the service’s ({0}).', status);
  if (status >= 300 && status < 400) {
    const to = typeof details === 'object' && details !== null ? Reflect.get(details, 'location') : '';
    return l10n.t('the service redirects to “{0}”. Correct the address.', String(to));
  }
  return message === noReason ? l10n.t('no reason given.') : message;
}

function explainConflict(error: ConflictError): Explanation {
  const { l10n } = vscode;
  if (error.serviceCode === 'call_not_attached') {
    const sentence = l10n.t('The call is not attached to the issue.');
    return { sentence, remedies: [remedy(l10n.t('Attach Call…'), 'attachCall')] };
  }
  const sentence = l10n.t('Conflict: {0}', reasonOf(error));
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
    return withoutRemedies(l10n.t('The recording is larger than {0} MB.', megabytes));
  }
  if (error instanceof ResponseTooLargeError) return withoutRemedies(l10n.t('The response is too large.'));
  if (error instanceof ResponseShapeError) {
    return { sentence: l10n.t('The service returned an unreadable response.'), remedies: [showLog()] };
  }
  return { sentence: error.message, remedies: [showLog()] };
}

function networkReason(error: NetworkError): string {
  switch (error.stage) {
    case 'dns':
      return vscode.l10n.t('host not found.');
    case 'tls':
      return vscode.l10n.t('certificate not trusted.');
    case 'proxy':
      return error.systemCode === proxyAuthenticationRequired
        ? vscode.l10n.t('proxy authentication failed.')
        : vscode.l10n.t('blocked by the proxy.');
    case 'connect':
      return vscode.l10n.t('connection refused.');
    default:
      return vscode.l10n.t('connection lost.');
  }
}

import * as vscode from 'vscode';
import {
  ApiError,
  ConflictError,
  ForbiddenError,
  InvalidAddressError,
  InvalidKeyError,
  NetworkError,
  NotFoundError,
  RateLimitError,
  RecordingTooLargeError,
  ResponseShapeError,
  ResponseTooLargeError,
  ServerError,
  ServiceError,
  TimeoutError,
  UnauthorizedError,
} from '../api/errors.ts';
import { proxyAuthenticationRequired } from '../api/network/proxy-error.ts';
import { explainNumbers } from './explain-numbers.ts';
import { JournalError } from '../triage/journal/errors.ts';
import {
  AlertNotFoundError,
  EditConflictError,
  IssueNotFoundError,
  MessageMismatchError,
  MessageNotFoundError,
  NoAlertBindingsError,
  NoConnectionError,
  NoKeyError,
  NormConsentError,
  NormInactiveError,
  OtherConnectionError,
  NormNotAskingError,
  NotAttachedError,
  type OnIssue,
  ResourceNotFoundError,
  TriageError,
} from '../triage/errors.ts';
import { fromView } from './command.ts';
import { explainEvidence } from './explain-evidence.ts';
import { explainTalkdesk } from './explain-talkdesk.ts';

/** What can be done about an error: a command of ours. */
export interface Remedy {
  readonly label: string;
  readonly command: `callTriage.${string}`;
  /** What it is run with: what the error tells about. */
  readonly args?: object;
}

export interface Explanation {
  /** What happened and what it means, in one or two sentences; no codes that nobody asked for, never a stack trace. */
  readonly sentence: string;
  readonly remedies: readonly Remedy[];
}

/** The one place where an error becomes words. */
export function explain(error: unknown): Explanation {
  const ofNumbers = explainNumbers(error);
  if (ofNumbers !== undefined) return ofNumbers;
  const evidence = explainEvidence(error);
  if (evidence !== undefined) return evidence;
  const talkdesk = explainTalkdesk(error);
  if (talkdesk !== undefined) return talkdesk;
  if (error instanceof TriageError) return explainTriage(error);
  if (error instanceof ApiError) return explainAnswer(error);
  if (error instanceof ServiceError) return explainTransport(error);
  if (error instanceof InvalidKeyError || error instanceof InvalidAddressError) return just(error.message);
  return {
    sentence: vscode.l10n.t('Something went wrong in Call Triage: {0}', oneLine(error)),
    remedies: [showLog()],
  };
}

function explainTriage(error: TriageError): Explanation {
  const { l10n } = vscode;
  if (error instanceof NoConnectionError) {
    const sentence =
      error.connectionId === null
        ? l10n.t('No connection is chosen in this window.')
        : l10n.t('There is no connection "{0}" in the settings.', error.connectionId);
    return {
      sentence,
      remedies: [remedy(l10n.t('Connect…'), 'connect'), remedy(l10n.t('Switch…'), 'switchConnection')],
    };
  }
  if (error instanceof NoKeyError) {
    const sentence =
      error.boundTo === null
        ? l10n.t('The connection "{0}" has no API key yet.', error.connectionId)
        : l10n.t(
            'The address of "{0}" has changed. Its key was given for {1} and is not sent anywhere else until you say so.',
            error.connectionId,
            error.boundTo,
          );
    return { sentence, remedies: [remedy(l10n.t('Set API Key…'), 'setApiKey')] };
  }
  if (error instanceof JournalError) return just(journalReason(error));
  if (error instanceof IssueNotFoundError) {
    const sentence = l10n.t('There is no issue {0}.', error.issue);
    return { sentence, remedies: [remedy(l10n.t('Search Issues…'), 'searchIssues')] };
  }
  if (error instanceof ResourceNotFoundError) {
    return { sentence: missingResource(error), remedies: [remedy(l10n.t('Attach Resource…'), 'attachResource')] };
  }
  if (error instanceof NotAttachedError) {
    return just(l10n.t('The SMS conversation is not attached to the issue. Attach it first: a comment refers to it.'));
  }
  if (error instanceof MessageNotFoundError) {
    return just(l10n.t('This call has no message #{0}; its transcript has {1} messages.', error.index, error.count));
  }
  if (error instanceof MessageMismatchError) {
    return just(
      l10n.t('Message #{0} reads differently in the call now. Nothing was sent: look at it again.', error.index),
    );
  }
  if (error instanceof EditConflictError) {
    const both = error.fields.length > 1;
    const what = both
      ? l10n.t('title and description')
      : error.fields[0] === 'title'
        ? l10n.t('title')
        : l10n.t('description');
    return just(l10n.t('Somebody else has changed the {0} meanwhile. Yours was not sent.', what));
  }
  if (error instanceof NormConsentError) {
    return just(l10n.t('Nothing was sent: it would start a run of Norm, which may edit drafts of pathways.'));
  }
  if (error instanceof OtherConnectionError) {
    const sentence = l10n.t(
      'It belongs to the connection "{0}", not to "{1}". Nothing was sent.',
      error.owner,
      error.given,
    );
    return { sentence, remedies: [remedy(l10n.t('Switch…'), 'switchConnection')] };
  }
  if (error instanceof NormInactiveError) {
    const sentence = l10n.t('Norm is not active in this organisation. Nothing was sent.');
    return { sentence, remedies: [remedy(l10n.t('Add Comment…'), 'addComment')] };
  }
  return explainIssue(error) ?? just(error.message);
}

/** Errors whose remedy goes on with the issue that they are about. */
function explainIssue(error: TriageError): Explanation | undefined {
  const { l10n } = vscode;
  const on = (label: string, command: string, issue: OnIssue): Remedy[] => [
    { ...remedy(label, command), args: { [fromView]: true, ...issue } },
  ];
  if (error instanceof NoAlertBindingsError) {
    return {
      sentence: l10n.t('This account has no alert bindings: alerts are not set up for it at the service.'),
      remedies: on(l10n.t('Add Comment Instead…'), 'addComment', error.on),
    };
  }
  if (error instanceof AlertNotFoundError) {
    return {
      sentence: l10n.t('The service has no such alert, or it is resolved. The issue is there.'),
      remedies: on(l10n.t('Other Ids…'), 'bindAlert', error.on),
    };
  }
  if (error instanceof NormNotAskingError) {
    return {
      sentence: l10n.t('Norm waits for no answer on this issue.'),
      remedies: on(l10n.t('Ask Norm…'), 'askNorm', error.on),
    };
  }
  return undefined;
}

function explainAnswer(error: ApiError): Explanation {
  const { l10n } = vscode;
  if (error instanceof UnauthorizedError) {
    return {
      sentence: l10n.t('The service does not accept the API key.'),
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
        ? l10n.t('The service asks for a pause: too many requests.')
        : l10n.t('The service asks for a pause until {0}.', clockTime(error.retryAfterMs)),
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

function missingResource({ resourceType, resourceId }: ResourceNotFoundError): string {
  const { l10n } = vscode;
  if (resourceType === 'call') return l10n.t('The service has no call {0}. The issue is there.', resourceId);
  return resourceType === 'sms_conversation'
    ? l10n.t('The service has no SMS conversation {0}. The issue is there.', resourceId)
    : l10n.t('The service has no file {0}. The issue is there.', resourceId);
}

function journalReason({ fault, code }: JournalError): string {
  const { l10n } = vscode;
  switch (fault) {
    case 'full':
      return l10n.t('Not sent, because it could not be recorded: the disk is full. Make room, then retry.');
    case 'denied':
      return l10n.t('Not sent, because it could not be recorded: the extension may not write to its storage folder.');
    case 'lost':
      return l10n.t('Another window has taken over what this one had recorded. Look there before you retry.');
    case 'deleted':
      return l10n.t('The record of it was deleted from this machine. Retry to record it again and send it.');
    case 'too-large':
      return l10n.t('Not sent, because it is too large to be recorded.');
    case 'other':
      return l10n.t('Not sent, because it could not be recorded on this machine ({0}).', code ?? fault);
  }
}

/** The local time so many milliseconds from now, as `14:32`. */
export function clockTime(fromNowMs: number): string {
  return new Date(Date.now() + fromNowMs).toLocaleTimeString(vscode.env.language, {
    hour: '2-digit',
    minute: '2-digit',
  });
}

function just(sentence: string): Explanation {
  return { sentence, remedies: [] };
}

function remedy(label: string, command: string): Remedy {
  return { label, command: `callTriage.${command}` };
}

function showLog(): Remedy {
  return remedy(vscode.l10n.t('Show Log'), 'showLog');
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.slice(0, 200) ?? '';
}

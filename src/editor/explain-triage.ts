import * as vscode from 'vscode';
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
  OldFlagStaysError,
  type OnIssue,
  ResourceNotFoundError,
  type TriageError,
} from '../triage/errors.ts';
import { fromView } from './command.ts';
import { type Explanation, just, type Remedy, remedy } from './explanation.ts';

/** What the model refuses by itself, in words. What only scripts meet says itself. */
export function explainTriage(error: TriageError): Explanation {
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
  if (error instanceof OldFlagStaysError) {
    return {
      sentence: l10n.t('The new flag is stored, but the old one could not be taken off: {0}', error.reason),
      remedies: [remedy(l10n.t('Show Waiting Changes'), 'showWaiting')],
    };
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

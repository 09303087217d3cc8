import * as vscode from 'vscode';
import { fromView } from '../call.ts';
import {
  AlertNotFoundError,
  EditConflictError,
  IssueNotFoundError,
  NoAlertBindingsError,
  NormConsentError,
  NormInactiveError,
  NormNotAskingError,
  type OnIssue,
  ResourceNotFoundError,
} from '../../triage/issues/errors.ts';
import { ApproximateIndexError, MessageMismatchError, MessageNotFoundError } from '../../triage/transcript/errors.ts';
import { ChangedMeanwhileError, DoubtError } from '../../triage/outbox/errors.ts';
import {
  NoConnectionError,
  NoDashboardError,
  NoKeyError,
  OtherConnectionError,
  NotSupportedError,
} from '../../triage/sessions/errors.ts';
import { NodeNotFoundError } from '../../triage/code/errors.ts';
import { NotAttachedError } from '../../triage/conversations/errors.ts';
import { OldFlagStaysError } from '../../triage/flags/errors.ts';
import { RemoteRecordingError } from '../../triage/calls/errors.ts';
import type { TriageError } from '../../triage/errors.ts';
import { NoQueueError, NothingToReviewError } from '../../triage/review/errors.ts';
import { CallNotEndedError, RunUnclearError } from '../../triage/scenarios/errors.ts';
import { unsupportedWords } from '../words/unsupported.ts';
import { fieldWord } from '../words/issue-fields.ts';
import { type Explanation, withoutRemedies, type Remedy, remedy } from './explanation.ts';
import { notSearchedWords } from '../words/left-out-files.ts';

/** Explains errors of the domain. Errors that only scripts meet keep their own message. */
export function explainTriage(error: TriageError): Explanation {
  const { l10n } = vscode;
  if (error instanceof NoConnectionError) {
    const sentence =
      error.connectionId === null
        ? l10n.t('No connection selected.')
        : l10n.t('Connection "{0}" is not in the settings.', error.connectionId);
    return {
      sentence,
      remedies: [
        remedy(l10n.t('Connect…'), 'connect'),
        ...(error.canSwitch ? [remedy(l10n.t('Switch…'), 'switchConnection')] : []),
      ],
    };
  }
  if (error instanceof NoKeyError) {
    const sentence =
      error.boundTo === null
        ? l10n.t('Signed out: connection "{0}" has no API key.', error.connectionId)
        : l10n.t(
            'The address of "{0}" has changed. Its API key is for {1} and is not sent elsewhere until you confirm.',
            error.connectionId,
            error.boundTo,
          );
    return { sentence, remedies: [remedy(l10n.t('Set API Key…'), 'setApiKey')] };
  }
  if (error instanceof NoQueueError) {
    return {
      sentence: l10n.t('No calls are being reviewed.'),
      remedies: [remedy(l10n.t('Review Calls'), 'reviewCalls')],
    };
  }
  if (error instanceof NothingToReviewError) {
    return withoutRemedies(
      error.total === 0
        ? l10n.t('There are no calls to review.')
        : error.total === 1
          ? l10n.t('This call is already reviewed.')
          : l10n.t('All {0} calls are already reviewed.', error.total),
    );
  }
  if (error instanceof RemoteRecordingError) {
    return withoutRemedies(l10n.t('The recording is at {0} and was not loaded.', error.host));
  }
  if (error instanceof DoubtError) return { sentence: doubtReason(error), remedies: [showPending()] };
  if (error instanceof IssueNotFoundError) {
    const sentence = l10n.t('Issue {0} not found.', error.issue);
    return { sentence, remedies: [remedy(l10n.t('Search Issues…'), 'searchIssues')] };
  }
  if (error instanceof ResourceNotFoundError) {
    return { sentence: missingResource(error), remedies: [remedy(l10n.t('Attach Evidence…'), 'attachResource')] };
  }
  if (error instanceof NotAttachedError) {
    return withoutRemedies(l10n.t('Attach the SMS conversation to the issue before commenting on it.'));
  }
  if (error instanceof MessageNotFoundError) {
    return withoutRemedies(
      l10n.t('Message #{0} not found: the transcript has {1} messages.', error.index, error.count),
    );
  }
  if (error instanceof ApproximateIndexError) {
    return {
      sentence: l10n.t('Message numbers of this call are approximate, so its messages cannot be flagged.'),
      remedies: [{ ...remedy(l10n.t('Flag Call…'), 'flagCall'), args: { [fromView]: true, callId: error.callId } }],
    };
  }
  if (error instanceof MessageMismatchError) {
    return withoutRemedies(
      l10n.t('The text of message #{0} has changed. Not sent: check the message again.', error.index),
    );
  }
  if (error instanceof EditConflictError) {
    const what = error.fields.map(fieldWord).join(', ');
    return {
      sentence: l10n.t('This issue was changed by someone else ({0}). Your change was not sent.', what),
      remedies: [showPending()],
    };
  }
  if (error instanceof ChangedMeanwhileError) {
    return {
      sentence: l10n.t('This was changed by someone else. Your change was not sent.'),
      remedies: [showPending()],
    };
  }
  if (error instanceof OldFlagStaysError) {
    return {
      sentence: l10n.t('The new flag was saved, but the old one could not be removed: {0}', error.reason),
      remedies: [showPending()],
    };
  }
  if (error instanceof NormConsentError) {
    return withoutRemedies(l10n.t('Not sent: this would start Norm, which can edit pathway drafts.'));
  }
  if (error instanceof OtherConnectionError) {
    const sentence = l10n.t('Not sent: this belongs to connection "{0}", not "{1}".', error.owner, error.given);
    return { sentence, remedies: [remedy(l10n.t('Switch…'), 'switchConnection')] };
  }
  if (error instanceof NoDashboardError) {
    const sentence = l10n.t('No dashboard address for "{0}". Set dashboardUrl in its settings.', error.connection);
    const copy = remedy(l10n.t('Copy ID'), 'copyId');
    return { sentence, remedies: [{ ...copy, args: { [fromView]: true, ...error.target } }] };
  }
  if (error instanceof NotSupportedError) {
    return {
      sentence: unsupportedWords([error.part]).join(' '),
      remedies: error.part === 'alerts' ? [remedy(l10n.t('Add Comment…'), 'addComment')] : [],
    };
  }
  if (error instanceof RunUnclearError) {
    return withoutRemedies(
      l10n.t('No clear answer from the service. The run may have started: check its result before running it again.'),
    );
  }
  if (error instanceof CallNotEndedError) {
    return withoutRemedies(l10n.t('This call is still running. Create the scenario after it ends.'));
  }
  if (error instanceof NormInactiveError) {
    const sentence = l10n.t('Not sent: Norm is not enabled for this organization.');
    return { sentence, remedies: [remedy(l10n.t('Add Comment…'), 'addComment')] };
  }
  if (error instanceof NodeNotFoundError) {
    const missing = l10n.t(
      '{0} is in no agent file of this workspace. Nodes that the service adds when an agent runs have no file.',
      error.node,
    );
    const notSearched = error.leftOut === 0 ? '' : notSearchedWords(error.leftOut);
    return withoutRemedies(`${missing} ${notSearched}`.trim());
  }
  return explainIssue(error) ?? withoutRemedies(error.message);
}

/** Explains errors whose action continues with the issue they are about. */
function explainIssue(error: TriageError): Explanation | undefined {
  const { l10n } = vscode;
  const on = (label: string, command: string, issue: OnIssue): Remedy[] => [
    { ...remedy(label, command), args: { [fromView]: true, ...issue } },
  ];
  if (error instanceof NoAlertBindingsError) {
    return {
      sentence: l10n.t('Alerts are not set up for this account.'),
      remedies: on(l10n.t('Add Comment Instead…'), 'addComment', error.on),
    };
  }
  if (error instanceof AlertNotFoundError) {
    return {
      sentence: l10n.t('Alert not found or already resolved.'),
      remedies: on(l10n.t('Enter Other IDs…'), 'bindAlert', error.on),
    };
  }
  if (error instanceof NormNotAskingError) {
    return {
      sentence: l10n.t('Norm is not waiting for an answer on this issue.'),
      remedies: on(l10n.t('Ask Norm…'), 'askNorm', error.on),
    };
  }
  return undefined;
}

function missingResource({ resourceType, resourceId }: ResourceNotFoundError): string {
  const { l10n } = vscode;
  if (resourceType === 'call') return l10n.t('Call {0} not found.', resourceId);
  return resourceType === 'sms_conversation'
    ? l10n.t('SMS conversation {0} not found.', resourceId)
    : l10n.t('File {0} not found.', resourceId);
}

function showPending(): Remedy {
  return remedy(vscode.l10n.t('Show Pending Changes'), 'showWaiting');
}

function doubtReason({ reason }: DoubtError): string {
  const { l10n } = vscode;
  switch (reason) {
    case 'twice':
      return l10n.t('Sent twice without a clear answer, and not found at the service.');
    case 'unclear':
      return l10n.t('May have been stored: the service has something similar.');
    case 'surplus':
      return l10n.t('Stored twice. Remove one of the two.');
    case 'account':
      return l10n.t('Made with another API key. Send it with the current one?');
    case 'expired':
      return l10n.t('Not sent for more than a week. Send it now?');
  }
}

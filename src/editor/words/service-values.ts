import * as vscode from 'vscode';
import { printable } from '../../triage/transcript/transcript.ts';

/** Says a value of the service's in words, such as `in_progress`; one that is not known is shown as it came, without underscores. */
export function valueWord(value: string): string {
  return known(value) ?? printable(value).replaceAll('_', ' ');
}

function known(value: string): string | undefined {
  return issueWord(value) ?? callWord(value) ?? alertWord(value) ?? sessionWord(value) ?? evidenceWord(value);
}

/** Status, severity and source of an issue. */
function issueWord(value: string): string | undefined {
  const { l10n } = vscode;
  switch (value) {
    case 'backlog':
      return l10n.t('backlog');
    case 'todo':
      return l10n.t('todo');
    case 'in_progress':
      return l10n.t('in progress');
    case 'in_review':
      return l10n.t('in review');
    case 'done':
      return l10n.t('done');
    case 'closed':
      return l10n.t('closed');
    case 'critical':
      return l10n.t('critical');
    case 'high':
      return l10n.t('high');
    case 'medium':
      return l10n.t('medium');
    case 'low':
      return l10n.t('low');
    case 'manual':
      return l10n.t('manual');
    case 'automated':
      return l10n.t('automated');
    case 'client':
      return l10n.t('client');
    default:
      return undefined;
  }
}

/** Outcome of a call, and who answered it. */
function callWord(value: string): string | undefined {
  const { l10n } = vscode;
  switch (value) {
    case 'completed':
      return l10n.t('completed');
    case 'failed':
      return l10n.t('failed');
    case 'busy':
      return l10n.t('busy');
    case 'no-answer':
    case 'no_answer':
      return l10n.t('no answer');
    case 'canceled':
    case 'cancelled':
      return l10n.t('canceled');
    case 'unknown':
      return l10n.t('unknown');
    case 'voicemail':
      return l10n.t('voicemail');
    case 'machine':
      return l10n.t('machine');
    default:
      return undefined;
  }
}

function alertWord(value: string): string | undefined {
  const { l10n } = vscode;
  switch (value) {
    case 'active':
      return l10n.t('active');
    case 'resolved':
      return l10n.t('resolved');
    case 'warning':
      return l10n.t('warning');
    case 'info':
      return l10n.t('info');
    case 'auto':
      return l10n.t('auto');
    default:
      return undefined;
  }
}

/** State of a session of Norm. */
function sessionWord(value: string): string | undefined {
  const { l10n } = vscode;
  switch (value) {
    case 'pending':
      return l10n.t('pending');
    case 'awaiting_input':
      return l10n.t('awaiting input');
    case 'complete':
      return l10n.t('complete');
    case 'error':
      return l10n.t('error');
    default:
      return undefined;
  }
}

/** Kind of evidence. */
function evidenceWord(value: string): string | undefined {
  const { l10n } = vscode;
  switch (value) {
    case 'call':
      return l10n.t('call');
    case 'sms_conversation':
      return l10n.t('SMS conversation');
    case 'file':
      return l10n.t('file');
    default:
      return undefined;
  }
}

import * as vscode from 'vscode';
import { clockTime } from '../editor/explanation.ts';
import { explain } from '../editor/explain.ts';
import { shownNumber } from '../editor/shown-number.ts';
import { printable } from '../triage/transcript.ts';
import type { Entry } from '../triage/outbox.ts';
import type { Session } from '../triage/session.ts';
import { addComment, type AddCommentPayload } from '../triage/writes/add-comment.ts';
import { addFlag, type AddFlagPayload } from '../triage/writes/add-flag.ts';
import { addRelation } from '../triage/writes/add-relation.ts';
import { attachCall } from '../triage/writes/attach-call.ts';
import { attachResource } from '../triage/writes/attach-resource.ts';
import { bindAlert } from '../triage/writes/bind-alert.ts';
import { attachNumbers, type AttachNumbersPayload } from '../triage/writes/attach-numbers.ts';
import { createAttachment, type CreateAttachmentPayload } from '../triage/writes/create-attachment.ts';
import { createCategory, type CreateCategoryPayload } from '../triage/writes/create-category.ts';
import { createFlaggedIssue, type CreateFlaggedIssuePayload } from '../triage/writes/create-flagged-issue.ts';
import { createIssue, type CreateIssuePayload } from '../triage/writes/create-issue.ts';
import { deleteIssue } from '../triage/writes/delete-issue.ts';
import { editFlag, type EditFlagPayload } from '../triage/writes/edit-flag.ts';
import { detachNumbers, type DetachNumbersPayload } from '../triage/writes/detach-numbers.ts';
import { detachResource } from '../triage/writes/detach-resource.ts';
import { promptNorm, type PromptNormPayload } from '../triage/writes/prompt-norm.ts';
import { removeFlag } from '../triage/writes/remove-flag.ts';
import { removeRelation } from '../triage/writes/remove-relation.ts';
import { unbindAlert } from '../triage/writes/unbind-alert.ts';
import { setNumberSettings, type SetNumberSettingsPayload } from '../triage/writes/set-number-settings.ts';
import { updateIssue, type UpdateIssuePayload } from '../triage/writes/update-issue.ts';

/** What a waiting write is, in a few words. */
export function nameOf(entry: Entry): string {
  const { l10n } = vscode;
  switch (entry.kind) {
    case addFlag.name: {
      const { flag } = entry.payload as AddFlagPayload;
      const type = printable(flag.type);
      return flag.message_index === undefined
        ? l10n.t('Flag {0}', type)
        : l10n.t('Flag {0} on #{1}', type, flag.message_index);
    }
    case editFlag.name:
      return l10n.t('Change a flag to {0}', printable((entry.payload as EditFlagPayload).flag.type));
    case removeFlag.name:
      return l10n.t('Remove a flag');
    case attachCall.name:
      return l10n.t('Attach a call');
    case attachResource.name:
      return l10n.t('Attach a resource');
    case detachResource.name:
      return l10n.t('Detach a resource');
    case createIssue.name:
      return l10n.t('Create the issue {0}', printable((entry.payload as CreateIssuePayload).issue.title));
    case createFlaggedIssue.name: {
      const { issue, flag } = entry.payload as CreateFlaggedIssuePayload;
      return l10n.t('Create the issue {0} with the flag {1}', printable(issue.title), printable(flag.type));
    }
    case updateIssue.name:
      return l10n.t('Change an issue: {0}', fieldsOf((entry.payload as UpdateIssuePayload).change));
    case deleteIssue.name:
      return l10n.t('Delete an issue');
    case addRelation.name:
      return l10n.t('Link an issue');
    case removeRelation.name:
      return l10n.t('Unlink an issue');
    case createCategory.name:
      return l10n.t('Add the category {0}', printable((entry.payload as CreateCategoryPayload).category.name));
    case addComment.name:
      return l10n.t('Comment');
    case promptNorm.name:
      return l10n.t('Ask Norm');
    case createAttachment.name:
      return l10n.t('Make the attachment {0}', printable((entry.payload as CreateAttachmentPayload).name));
    case bindAlert.name:
      return l10n.t('Bind an alert');
    case unbindAlert.name:
      return l10n.t('Unbind an alert');
    case attachNumbers.name:
      return l10n.t('Attach {0} to a persona', shown((entry.payload as AttachNumbersPayload).numbers));
    case detachNumbers.name:
      return l10n.t('Detach {0} from a persona', shown((entry.payload as DetachNumbersPayload).numbers));
    case setNumberSettings.name:
      return l10n.t('Settings of {0}', shownNumber((entry.payload as SetNumberSettingsPayload).number));
    default:
      return entry.kind;
  }
}

const shown = (numbers: readonly string[]): string => numbers.map(shownNumber).join(', ');

/** What a person wrote in it: what must not get lost. Empty when it holds no words of theirs. */
export function wordsOf(entry: Entry): string {
  switch (entry.kind) {
    case addFlag.name:
    case editFlag.name:
      return (entry.payload as AddFlagPayload | EditFlagPayload).flag.note ?? '';
    case createIssue.name: {
      const { title, description = '' } = (entry.payload as CreateIssuePayload).issue;
      return description === '' ? title : `${title}\n\n${description}`;
    }
    case createFlaggedIssue.name: {
      const { issue, flag } = entry.payload as CreateFlaggedIssuePayload;
      return [issue.title, issue.description ?? '', flag.note ?? ''].filter((text) => text !== '').join('\n\n');
    }
    case updateIssue.name: {
      const { title = '', description = '' } = (entry.payload as UpdateIssuePayload).change;
      return [title, description].filter((text) => text !== '').join('\n\n');
    }
    case addComment.name:
      return (entry.payload as AddCommentPayload).detail;
    case promptNorm.name:
      return (entry.payload as PromptNormPayload).detail;
    default:
      return '';
  }
}

/** What a change sets, as `status in progress`. Texts and people are named without their value. */
function fieldsOf(change: UpdateIssuePayload['change']): string {
  const { status, severity, category } = change;
  const values: Readonly<Record<string, string | undefined>> = { status, severity, category };
  return Object.keys(change)
    .map((name) => `${name.replace(/_id$/, '')} ${printable(values[name] ?? '').replaceAll('_', ' ')}`.trim())
    .join(', ');
}

/** Where it stands, and why. */
export function stateOf(entry: Entry, session: { readonly outbox: Pick<Session['outbox'], 'status'> }): string {
  const { l10n } = vscode;
  if (entry.state === 'refused') return explain(entry.error).sentence;
  if (entry.state === 'sending') return l10n.t('is being sent');
  const { pausedUntil, needsKey, unreachable } = session.outbox.status;
  if (needsKey !== undefined) return explain(needsKey).sentence;
  if (pausedUntil !== null) return l10n.t('paused until {0}', clockTime(pausedUntil.getTime() - Date.now()));
  return unreachable ? l10n.t('the service cannot be reached; tried again by itself') : l10n.t('waits to be sent');
}

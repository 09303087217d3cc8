import * as vscode from 'vscode';
import { clockTime } from '../editor/explanation.ts';
import { explain } from '../editor/explain.ts';
import { shownNumber } from '../editor/shown-number.ts';
import { printable } from '../triage/transcript.ts';
import type { Entry } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/session.ts';
import { addComment, type AddCommentPayload } from '../triage/outbox/kinds/add-comment.ts';
import { addFlag, type AddFlagPayload } from '../triage/outbox/kinds/add-flag.ts';
import { addRelation } from '../triage/outbox/kinds/add-relation.ts';
import { attachCall } from '../triage/outbox/kinds/attach-call.ts';
import { attachResource } from '../triage/outbox/kinds/attach-resource.ts';
import { bindAlert } from '../triage/outbox/kinds/bind-alert.ts';
import { attachNumbers, type AttachNumbersPayload } from '../triage/outbox/kinds/attach-numbers.ts';
import { createAttachment, type CreateAttachmentPayload } from '../triage/outbox/kinds/create-attachment.ts';
import { createCategory, type CreateCategoryPayload } from '../triage/outbox/kinds/create-category.ts';
import { createFlaggedIssue, type CreateFlaggedIssuePayload } from '../triage/outbox/kinds/create-flagged-issue.ts';
import { createIssue, type CreateIssuePayload } from '../triage/outbox/kinds/create-issue.ts';
import { deleteIssue } from '../triage/outbox/kinds/delete-issue.ts';
import { editFlag, type EditFlagPayload } from '../triage/outbox/kinds/edit-flag.ts';
import { detachNumbers, type DetachNumbersPayload } from '../triage/outbox/kinds/detach-numbers.ts';
import { detachResource } from '../triage/outbox/kinds/detach-resource.ts';
import { promptNorm, type PromptNormPayload } from '../triage/outbox/kinds/prompt-norm.ts';
import { removeFlag } from '../triage/outbox/kinds/remove-flag.ts';
import { removeRelation } from '../triage/outbox/kinds/remove-relation.ts';
import { unbindAlert } from '../triage/outbox/kinds/unbind-alert.ts';
import { setNumberSettings, type SetNumberSettingsPayload } from '../triage/outbox/kinds/set-number-settings.ts';
import { updateIssue, type UpdateIssuePayload } from '../triage/outbox/kinds/update-issue.ts';

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

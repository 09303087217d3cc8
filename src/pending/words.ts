import * as vscode from 'vscode';
import { clockTime } from '../editor/errors/explanation.ts';
import { explain } from '../editor/errors/explain.ts';
import { StorageError } from '../storage/errors.ts';
import { numberForDisplay } from '../editor/words/number.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { type Entry, needsDecision, type OutboxStatus } from '../triage/outbox/outbox.ts';
import { addComment, type AddCommentPayload } from '../triage/outbox/kinds/add-comment.ts';
import { addFlag, type AddFlagPayload } from '../triage/outbox/kinds/add-flag.ts';
import { addRelation } from '../triage/outbox/kinds/add-relation.ts';
import { attachAgentNumbers, type AttachAgentNumbersPayload } from '../triage/outbox/kinds/attach-agent-numbers.ts';
import { attachCall } from '../triage/outbox/kinds/attach-call.ts';
import { attachResource } from '../triage/outbox/kinds/attach-resource.ts';
import { bindAlert } from '../triage/outbox/kinds/bind-alert.ts';
import { attachNumbers, type AttachNumbersPayload } from '../triage/outbox/kinds/attach-numbers.ts';
import { createAttachment, type CreateAttachmentPayload } from '../triage/outbox/kinds/create-attachment.ts';
import { createCategory, type CreateCategoryPayload } from '../triage/outbox/kinds/create-category.ts';
import { createFlaggedIssue, type CreateFlaggedIssuePayload } from '../triage/outbox/kinds/create-flagged-issue.ts';
import { createIssue, type CreateIssuePayload } from '../triage/outbox/kinds/create-issue.ts';
import { createScenario, type CreateScenarioPayload } from '../triage/outbox/kinds/create-scenario.ts';
import { deleteIssue } from '../triage/outbox/kinds/delete-issue.ts';
import { editFlag, type EditFlagPayload } from '../triage/outbox/kinds/edit-flag.ts';
import { detachAgentNumbers, type DetachAgentNumbersPayload } from '../triage/outbox/kinds/detach-agent-numbers.ts';
import { detachNumbers, type DetachNumbersPayload } from '../triage/outbox/kinds/detach-numbers.ts';
import { detachResource } from '../triage/outbox/kinds/detach-resource.ts';
import { promptNorm, type PromptNormPayload } from '../triage/outbox/kinds/prompt-norm.ts';
import { removeFlag } from '../triage/outbox/kinds/remove-flag.ts';
import { removeRelation } from '../triage/outbox/kinds/remove-relation.ts';
import { unbindAlert } from '../triage/outbox/kinds/unbind-alert.ts';
import { setNumberPathway, type SetNumberPathwayPayload } from '../triage/outbox/kinds/set-number-pathway.ts';
import { setNumberSettings, type SetNumberSettingsPayload } from '../triage/outbox/kinds/set-number-settings.ts';
import { writeKinds } from '../triage/outbox/kinds/index.ts';
import { talkdeskKinds } from '../triage/sessions/talkdesk-session.ts';
import { fieldWord, issueFields } from '../editor/words/issue-fields.ts';
import { valueWord } from '../editor/words/service-values.ts';
import { updateIssue, type UpdateIssuePayload } from '../triage/outbox/kinds/update-issue.ts';
import { fieldsOfScenario, writeScenarioText } from '../triage/scenarios/scenario-text.ts';

type Write = Pick<Entry, 'kind' | 'payload'>;

/** False for a payload that another version of the extension wrote in another shape. */
function isReadable({ kind, payload }: Write): boolean {
  const write = writeKinds.get(kind) ?? talkdeskKinds.get(kind);
  return write !== undefined && write.schema.safeParse(payload).success;
}

/** Names a pending change. */
export function nameOf(entry: Write): string {
  const { l10n } = vscode;
  if (!isReadable(entry)) return entry.kind;
  switch (entry.kind) {
    case addFlag.name: {
      const { flag } = entry.payload as AddFlagPayload;
      const type = printable(flag.type);
      return flag.message_index === undefined
        ? l10n.t('Flag {0}', type)
        : l10n.t('Flag {0} on #{1}', type, flag.message_index);
    }
    case editFlag.name:
      return l10n.t('Change flag to {0}', printable((entry.payload as EditFlagPayload).flag.type));
    case removeFlag.name:
      return l10n.t('Remove flag');
    case attachCall.name:
      return l10n.t('Attach call');
    case attachResource.name:
      return l10n.t('Attach evidence');
    case detachResource.name:
      return l10n.t('Detach evidence');
    case createIssue.name:
      return l10n.t('Create issue {0}', printable((entry.payload as CreateIssuePayload).issue.title));
    case createFlaggedIssue.name: {
      const { issue, flag } = entry.payload as CreateFlaggedIssuePayload;
      return l10n.t('Create issue {0} with flag {1}', printable(issue.title), printable(flag.type));
    }
    case updateIssue.name:
      return l10n.t('Change issue: {0}', fieldsOf((entry.payload as UpdateIssuePayload).change));
    case deleteIssue.name:
      return l10n.t('Delete issue');
    case addRelation.name:
      return l10n.t('Link issue');
    case removeRelation.name:
      return l10n.t('Unlink issue');
    case createCategory.name:
      return l10n.t('Add category {0}', printable((entry.payload as CreateCategoryPayload).category.name));
    case addComment.name:
      return l10n.t('Add comment');
    case promptNorm.name:
      return l10n.t('Ask Norm');
    case createAttachment.name:
      return l10n.t('Create attachment {0}', printable((entry.payload as CreateAttachmentPayload).name));
    case bindAlert.name:
      return l10n.t('Bind alert');
    case unbindAlert.name:
      return l10n.t('Unbind alert');
    case createScenario.name:
      return l10n.t('Create scenario {0}', printable((entry.payload as CreateScenarioPayload).scenario.name));
    case attachNumbers.name:
      return l10n.t('Attach {0} to persona', shown((entry.payload as AttachNumbersPayload).numbers));
    case detachNumbers.name:
      return l10n.t('Detach {0} from persona', shown((entry.payload as DetachNumbersPayload).numbers));
    case attachAgentNumbers.name:
      return l10n.t('Attach {0} to agent', shown((entry.payload as AttachAgentNumbersPayload).numbers));
    case detachAgentNumbers.name:
      return l10n.t('Detach {0} from agent', shown((entry.payload as DetachAgentNumbersPayload).numbers));
    case setNumberPathway.name:
      return l10n.t('Return {0} to its pathway', numberForDisplay((entry.payload as SetNumberPathwayPayload).number));
    case setNumberSettings.name:
      return l10n.t('Configure {0}', numberForDisplay((entry.payload as SetNumberSettingsPayload).number));
    default:
      return entry.kind;
  }
}

const shown = (numbers: readonly string[]): string => numbers.map(numberForDisplay).join(', ');

/** Returns the text a person wrote in a change, which must not get lost; empty when there is none. */
export function wordsOf(entry: Write): string {
  if (!isReadable(entry)) return JSON.stringify(entry.payload, null, 2);
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
    case createScenario.name:
      return writeScenarioText(fieldsOfScenario((entry.payload as CreateScenarioPayload).scenario), []);
    default:
      return '';
  }
}

/** Lists the fields of a change, as `status in progress`; texts and people without their value. */
function fieldsOf(change: UpdateIssuePayload['change']): string {
  const { status, severity, category } = change;
  const values: Readonly<Record<string, string | undefined>> = {
    status: status === undefined ? undefined : valueWord(status),
    severity: severity === undefined ? undefined : valueWord(severity),
    category,
  };
  return issueFields
    .filter((field) => field in change)
    .map((field) => `${fieldWord(field)} ${printable(values[field] ?? '')}`.trim())
    .join(', ');
}

/** Describes what holds up all changes of a connection; undefined when nothing does. */
export function outageOf({ status }: { readonly status: OutboxStatus }): string | undefined {
  const { l10n } = vscode;
  const { pausedUntil, needsKey, unreachable } = status;
  if (needsKey !== undefined) return explain(needsKey).sentence;
  if (pausedUntil !== null) return l10n.t('Paused until {0}', clockTime(pausedUntil.getTime() - Date.now()));
  return unreachable ? l10n.t('Service unreachable · Retrying automatically') : undefined;
}

export function stateOf(entry: Pick<Entry, 'state' | 'error'>): string {
  const { l10n } = vscode;
  if (needsDecision(entry)) return explain(entry.error).sentence;
  switch (entry.state) {
    case 'sending':
      return l10n.t('Sending');
    case 'looking':
      return l10n.t('May have been stored · Checking');
    default:
      return entry.error instanceof StorageError ? explain(entry.error).sentence : l10n.t('Waiting to be sent');
  }
}

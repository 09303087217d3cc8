import * as vscode from 'vscode';
import type { Issue } from '../../../api/bland/issues.ts';
import { explain } from '../../../editor/errors/explain.ts';
import { forDisplay } from '../../../editor/privacy.ts';
import { dateAndTime } from '../../../editor/words/format.ts';
import { agentOfCallWords } from '../../../editor/words/agents.ts';
import { personWords } from '../../../editor/words/people.ts';
import type { ChangeAction, ChangeView, FieldView, HeadView, TextField } from '../../../shared/issue-view.ts';
import { EditConflictError } from '../../../triage/issues/errors.ts';
import { oneLine as idLine } from '../../../triage/issues/activity.ts';
import { addComment } from '../../../triage/outbox/kinds/add-comment.ts';
import { promptNorm } from '../../../triage/outbox/kinds/prompt-norm.ts';
import { updateIssue, type UpdateIssuePayload } from '../../../triage/outbox/kinds/update-issue.ts';
import { type Entry, needsDecision } from '../../../triage/outbox/outbox.ts';
import { isFlagWrite } from '../../../triage/flags/marks.ts';
import type { Session } from '../../../triage/sessions/session.ts';
import { oneLine, textLines } from '../../activity/masked-text.ts';
import { valueWord } from '../../../editor/words/service-values.ts';
import { withPending } from '../pending-issue.ts';
import { button, type Offer } from '../offers.ts';

export function headView(session: Session, issue: Issue, drafts: readonly TextField[], offer: Offer): HeadView {
  const { l10n } = vscode;
  const { issue: seen, fields, undecided } = withPending(issue, session);
  const place = { connectionId: session.connection.id, issueId: issue.id };
  const pending = (['title', 'description'] as const).filter((field) => fields.has(field));
  return {
    code: idLine(issue.triage_id, 20),
    title: oneLine(seen.title),
    description: textLines(seen.description).join('\n'),
    pending,
    drafts: drafts.filter((field) => !pending.includes(field)),
    fields: fieldViews(session, seen, fields),
    facts: factsOf(session, issue),
    changes: [...undecided.map(undecidedView), ...waitingView(session, issue.id)],
    buttons: [
      button(l10n.t('Show in View'), offer, 'callTriage.revealIssue', place),
      button(l10n.t('Open in Dashboard'), offer, 'callTriage.openInDashboard', place),
      button(l10n.t('Copy Link'), offer, 'callTriage.copyLink', place),
      button(l10n.t('Start Work'), offer, 'callTriage.startWork', place),
      button(l10n.t('Link Commit…'), offer, 'callTriage.linkCommit', place),
      button(l10n.t('Delete…'), offer, 'callTriage.deleteIssue', place),
    ],
  };
}

function fieldViews(session: Session, issue: Issue, pending: ReturnType<typeof withPending>['fields']): FieldView[] {
  const { l10n } = vscode;
  const personOf = personWords(session, issue.org_id);
  const person = (id: string | null): string => (id === null ? l10n.t('nobody') : oneLine(personOf(id), 80));
  const views: readonly (FieldView & {
    readonly of: 'status' | 'severity' | 'category' | 'assignee_id' | 'owner_id';
  })[] = [
    {
      of: 'status',
      field: 'status',
      label: l10n.t('Status'),
      value: oneLine(valueWord(issue.status), 64),
      pending: false,
    },
    {
      of: 'severity',
      field: 'severity',
      label: l10n.t('Severity'),
      value: oneLine(valueWord(issue.severity), 64),
      pending: false,
    },
    {
      of: 'category',
      field: 'category',
      label: l10n.t('Category'),
      value: oneLine(issue.category, 64) || l10n.t('none'),
      pending: false,
    },
    {
      of: 'assignee_id',
      field: 'assignee',
      label: l10n.t('Assignee'),
      value: person(issue.assignee_id),
      pending: false,
    },
    { of: 'owner_id', field: 'owner', label: l10n.t('Owner'), value: person(issue.owner_id), pending: false },
  ];
  return views.map(({ of, ...view }) => ({ ...view, pending: pending.has(of) }));
}

function factsOf(session: Session, issue: Issue): string[] {
  const { l10n } = vscode;
  const personOf = personWords(session, issue.org_id);
  const created = dateAndTime(issue.created_at, 'short');
  const author = issue.author_id === null ? '' : oneLine(personOf(issue.author_id), 80);
  const agent = agentOf(session, issue);
  const runsOn = [issue.dispatch_name, issue.skill_name].map((name) => oneLine(name ?? '', 80));
  return [
    ...(created === ''
      ? []
      : [author === '' ? l10n.t('created {0}', created) : l10n.t('created {0} by {1}', created, author)]),
    oneLine(valueWord(issue.source), 30),
    ...runsOn,
    ...(agent === null ? [] : [l10n.t('agent {0}', oneLine(agent, 80))]),
  ].filter((fact) => fact !== '');
}

/** The agent of an issue with its version; its ID while agents are not loaded. */
function agentOf({ agentDirectory }: Session, issue: Issue): string | null {
  const { agent_id, agent_version_id } = issue;
  if (agent_id === null) return null;
  const facts = { agent_id, agent_version_id };
  const known = agentDirectory.known(facts);
  if (known === undefined) agentDirectory.want([facts]);
  return known === undefined || known === null ? idLine(agent_id, 80) : agentOfCallWords(known);
}

/** A change of the head that a person has to decide about, with the text that it would store. */
function undecidedView(entry: Entry<UpdateIssuePayload>): ChangeView {
  const { l10n } = vscode;
  const { title, description } = entry.payload.change;
  const own = title ?? description;
  const sentence = forDisplay(explain(entry.error).sentence);
  const words = own === undefined ? sentence : l10n.t('{0} Your text: {1}', sentence, oneLine(own));
  const again: ChangeAction =
    entry.error instanceof EditConflictError
      ? { action: 'retry', label: l10n.t('Overwrite') }
      : { action: 'retry', label: l10n.t('Send Again') };
  const look: ChangeAction[] = entry.inDoubt ? [{ action: 'look', label: l10n.t('Look Again') }] : [];
  return { id: entry.id, words, actions: [...look, again, { action: 'discard', label: l10n.t('Discard') }] };
}

/** Changes of the issue that are shown nowhere else on the page, as one sentence. */
function waitingView({ outbox }: Session, issueId: string): ChangeView[] {
  const { l10n } = vscode;
  const isElsewhere = (entry: Entry): boolean =>
    isFlagWrite(entry) || [addComment.name, promptNorm.name, updateIssue.name].includes(entry.kind);
  const others = outbox.entries.filter((entry) => entry.issueId === issueId && !isElsewhere(entry));
  const asks = others.filter(needsDecision);
  const [first] = asks;
  if (first !== undefined)
    return [{ id: first.id, words: forDisplay(explain(first.error).sentence), actions: decisions() }];
  if (others.length === 0) return [];
  const words =
    others.length === 1 ? l10n.t('1 change not saved yet') : l10n.t('{0} changes not saved yet', others.length);
  return [{ id: 'waiting', words, actions: [] }];
}

export function decisions(): ChangeAction[] {
  const { l10n } = vscode;
  return [
    { action: 'retry', label: l10n.t('Send Again') },
    { action: 'discard', label: l10n.t('Discard') },
  ];
}

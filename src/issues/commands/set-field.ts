import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { maxCategoryLength } from '../../api/bland/issues.ts';
import { type Issue, type IssueChange, issueSeverities, issueStatuses } from '../../api/bland/issues.ts';
import { defineCommand } from '../../editor/command.ts';
import type { Services } from '../../editor/services.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { askCategory } from '../ask-category.ts';
import { askSeverity, askStatus, severityOf, statusOf } from '../ask-issue-fields.ts';
import { askMember } from '../ask-member.ts';
import { askIssues, changeIssues, type IssuesTarget, issuesTarget } from '../change-issues.ts';
import { valueWord } from '../../editor/words/service-values.ts';

const memberId = z.optional(z.nullable(z.string().check(z.minLength(1))));

export const setStatus = defineCommand({
  args: z.object({ ...issuesTarget, status: z.optional(z.enum(issueStatuses)) }),
  run: (services, { status, ...target }, call) =>
    setField(services, target, call, status, {
      ask: (session, ids) => askStatus(call, onlyIssue(session, ids)?.status),
      change: (value) => ({ status: value }),
      before: statusOf,
      done: (value) => vscode.l10n.t('status set to {0}', valueWord(value)),
    }),
});

export const setSeverity = defineCommand({
  args: z.object({ ...issuesTarget, severity: z.optional(z.enum(issueSeverities)) }),
  run: (services, { severity, ...target }, call) =>
    setField(services, target, call, severity, {
      ask: (session, ids) => askSeverity(call, onlyIssue(session, ids)?.severity),
      change: (value) => ({ severity: value }),
      before: severityOf,
      done: (value) => vscode.l10n.t('severity set to {0}', valueWord(value)),
    }),
});

export const setCategory = defineCommand({
  args: z.object({
    ...issuesTarget,
    category: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(maxCategoryLength))),
  }),
  run: (services, { category, ...target }, call) =>
    setField(services, target, call, category, {
      ask: (session) => askCategory(services, session, call),
      change: (value) => ({ category: value }),
      before: (issue) => (issue.category === '' ? {} : { category: issue.category }),
      done: (value) => vscode.l10n.t('category set to {0}', printable(value)),
    }),
});

/** With null, nobody is assigned. */
export const assign = defineCommand({
  args: z.object({ ...issuesTarget, assigneeId: memberId }),
  run: (services, { assigneeId, ...target }, call) =>
    setField(services, target, call, assigneeId, {
      ask: (session, [issueId = '']) =>
        askMember(services, session, issueId, { argument: 'assigneeId', title: vscode.l10n.t('Assign To') }, call),
      change: (value) => ({ assignee_id: value }),
      before: (issue) => ({ assignee_id: issue.assignee_id }),
      done: (value) => (value === null ? vscode.l10n.t('unassigned') : vscode.l10n.t('assigned')),
    }),
});

/** With null, the issue has no owner. */
export const setOwner = defineCommand({
  args: z.object({ ...issuesTarget, ownerId: memberId }),
  run: (services, { ownerId, ...target }, call) =>
    setField(services, target, call, ownerId, {
      ask: (session, [issueId = '']) =>
        askMember(services, session, issueId, { argument: 'ownerId', title: vscode.l10n.t('Owner') }, call),
      change: (value) => ({ owner_id: value }),
      before: (issue) => ({ owner_id: issue.owner_id }),
      done: (value) => (value === null ? vscode.l10n.t('owner removed') : vscode.l10n.t('owner changed')),
    }),
});

interface Field<T> {
  /** Asks for the value when the arguments have none. */
  readonly ask: (session: Session, issueIds: readonly string[]) => Promise<T>;
  readonly change: (value: T) => IssueChange;
  /** Returns the change that restores the field of an issue. */
  readonly before: (issue: Issue) => IssueChange;
  /** As in "status set to in progress". */
  readonly done: (value: T) => string;
}

/** Sets one field of one issue or several (Update Issue). */
async function setField<T>(
  services: Services,
  target: IssuesTarget & { readonly connectionId?: string | undefined },
  call: Call,
  given: T | undefined,
  { ask, change, before, done }: Field<T>,
) {
  const session = services.session(target.connectionId);
  const ids = await askIssues(session, target, call);
  const value = given === undefined ? await ask(session, ids) : given;
  const isBulk = target.issueIds !== undefined;
  return changeIssues(services, session, call, { ids, isBulk, change: change(value), before, done: done(value) });
}

function onlyIssue(session: Session, [first = '', ...others]: readonly string[]): Issue | undefined {
  return others.length === 0 ? session.issues.get(first) : undefined;
}

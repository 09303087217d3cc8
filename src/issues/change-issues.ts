import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { type Call, silentCall } from '../editor/call.ts';
import type { Issue, IssueChange } from '../api/bland/issues.ts';
import { explain } from '../editor/errors/explain.ts';
import { isPending, makeWrite } from '../editor/make-write.ts';
import { informWithUndo } from '../editor/notices.ts';
import { askIssue, issueTarget } from '../editor/prompts/ask.ts';
import type { Services } from '../editor/services.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import type { Pending } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { updateIssue, type UpdateIssuePayload } from '../triage/outbox/kinds/update-issue.ts';
import { IssueNode } from './nodes/issue-node.ts';

/** The arguments of every command on one issue or several. */
export const issuesTarget = {
  ...issueTarget,
  issueIds: z.optional(z.array(z.string().check(z.minLength(1))).check(z.minLength(1))),
} as const;

export interface IssuesTarget {
  readonly issueId?: string | undefined;
  readonly issueIds?: readonly string[] | undefined;
}

/** The result of changing several issues. A failure does not stop the others. */
export interface BulkResult {
  readonly changed: readonly Issue[];
  readonly pending: readonly { readonly issueId: string; readonly entryId: string }[];
  readonly failed: readonly { readonly issueId: string; readonly name: string; readonly message: string }[];
}

/**
 * Returns the IDs of the named issues, those selected in the tree, or the one the user picks, without duplicates.
 * All are resolved before anything is changed.
 *
 * @throws InvalidArgumentError when both `issueId` and `issueIds` are given by a script
 */
export async function askIssues(session: Session, target: IssuesTarget, call: Call): Promise<readonly string[]> {
  const selected = call.selection
    .filter((node) => node instanceof IssueNode && node.connectionId === session.connection.id)
    .map((node) => (node as IssueNode).issueId);
  if (target.issueIds !== undefined && target.issueId !== undefined) {
    throw new InvalidArgumentError('issueIds', 'Give either "issueId" or "issueIds".');
  }
  const named = target.issueIds ?? (selected.length > 1 ? selected : [target.issueId]);
  const ids: string[] = [];
  for (const issue of named) ids.push(await askIssue(session, issue, call));
  return [...new Set(ids)];
}

/**
 * Makes the same change to one issue or several, and reports it once, with *Undo* for all of them.
 *
 * @param before returns the change that restores an issue
 * @param done what was done, as in "status set to in progress"
 * @returns the issue, or for `issueIds` the result of each
 */
export async function changeIssues(
  services: Services,
  session: Session,
  call: Call,
  wanted: {
    readonly ids: readonly string[];
    readonly isBulk: boolean;
    readonly change: IssueChange;
    readonly before: (issue: Issue) => IssueChange;
    readonly done: string;
  },
): Promise<Issue | Pending | BulkResult> {
  const { ids, change } = wanted;
  const undo = call.fromUi ? await previousValues(session, ids, wanted.before) : new Map<string, IssueChange>();
  const [only] = ids;
  if (!wanted.isBulk && ids.length === 1 && only !== undefined) {
    const result = await makeWrite(services, session, updateIssue, payloadOf(session, only, change, call), call);
    if (call.fromUi && !isPending(result)) {
      const sentence = vscode.l10n.t('{0} {1}', printable(result.triage_id), wanted.done);
      informWithUndo(services, sentence, () => restore(services, session, undo, change));
    }
    return result;
  }
  const payloads = ids.map((id) => payloadOf(session, id, change, call));
  const result = await changeAll(services, session, payloads);
  if (call.fromUi) {
    informWithUndo(services, summary(result, wanted.done), () => restore(services, session, undo, change));
  }
  return result;
}

/**
 * Adds to a change the values the user saw: those of the loaded issue, with the user's own pending
 * changes. A script has seen nothing.
 */
function payloadOf(session: Session, issueId: string, change: IssueChange, call: Call): UpdateIssuePayload {
  const loaded = call.fromUi ? session.issues.get(issueId) : undefined;
  if (loaded === undefined) return { issueId, change };
  const pendingChanges = session.outbox.entries
    .filter((entry) => entry.kind === updateIssue.name && entry.issueId === issueId && entry.state !== 'refused')
    .map(({ payload }) => (payload as UpdateIssuePayload).change);
  const seen = Object.assign({}, loaded, ...pendingChanges) as Issue;
  const fields = Object.keys(change) as (keyof IssueChange)[];
  return { issueId, change, expected: Object.fromEntries(fields.map((field) => [field, seen[field]])) };
}

async function changeAll(
  services: Services,
  session: Session,
  payloads: readonly UpdateIssuePayload[],
): Promise<BulkResult> {
  const changed: Issue[] = [];
  const pending: { issueId: string; entryId: string }[] = [];
  const failed: { issueId: string; name: string; message: string }[] = [];
  await Promise.all(
    payloads.map(async (payload) => {
      const { issueId } = payload;
      try {
        const result = await makeWrite(services, session, updateIssue, payload, silentCall);
        if (isPending(result)) pending.push({ issueId, entryId: result.entryId });
        else changed.push(result);
      } catch (error) {
        const name = error instanceof Error ? error.name : 'Error';
        failed.push({ issueId, name, message: explain(error).sentence });
      }
    }),
  );
  return { changed, pending, failed };
}

/** Returns the change that restores each issue. Issues that cannot be read are left out: their change will fail, too. */
async function previousValues(
  session: Session,
  ids: readonly string[],
  before: (issue: Issue) => IssueChange,
): Promise<Map<string, IssueChange>> {
  const found = await Promise.allSettled(ids.map((id) => session.issues.find(id)));
  return new Map(found.flatMap((one) => (one.status === 'fulfilled' ? [[one.value.id, before(one.value)]] : [])));
}

/** @param expected the values that were set: what somebody else changed since is not undone */
async function restore(
  services: Services,
  session: Session,
  undo: ReadonlyMap<string, IssueChange>,
  expected: IssueChange,
): Promise<void> {
  const writes = [...undo].map(([issueId, change]) =>
    makeWrite(services, session, updateIssue, { issueId, change, expected }, silentCall),
  );
  const failed = (await Promise.allSettled(writes)).find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function summary({ changed, pending, failed }: BulkResult, done: string): string {
  const { l10n } = vscode;
  const parts = [changed.length === 1 ? l10n.t('1 issue: {0}', done) : l10n.t('{0} issues: {1}', changed.length, done)];
  if (pending.length > 0) parts.push(l10n.t('{0} pending', pending.length));
  const [first] = failed;
  if (first !== undefined) parts.push(l10n.t('{0} could not be changed ({1})', failed.length, first.message));
  return `${parts.join('; ')}${first === undefined ? '.' : ''}`;
}

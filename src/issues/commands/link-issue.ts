import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { relationTypes } from '../../api/bland/relations.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { pickIssue } from '../../editor/prompts/issue-picker.ts';
import { issueCode } from '../../editor/issue-code.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { inform, informWithUndo } from '../../editor/notices.ts';
import { askIssue, askPick, issueTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { linkedIssues } from '../../triage/issues/relations.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { addRelation, type AddRelationPayload } from '../../triage/outbox/kinds/add-relation.ts';
import { removeRelation } from '../../triage/outbox/kinds/remove-relation.ts';
import { relationWord } from '../words.ts';

type RelationType = AddRelationPayload['relationType'];

/** Links an issue to another one (Link Related Issue), or returns the existing link. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    relatedIssueId: z.optional(z.string().check(z.minLength(1))),
    relationType: z.optional(z.enum(relationTypes)),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const relationType = args.relationType ?? (await askType(call));
    const relatedIssueId =
      args.relatedIssueId === undefined
        ? await askRelated(session, issueId, relationType, call)
        : await askIssue(session, args.relatedIssueId, call);
    if (relatedIssueId === issueId) {
      throw new InvalidArgumentError('relatedIssueId', vscode.l10n.t('An issue cannot be linked to itself.'));
    }
    const wanted = { issueId, relatedIssueId, relationType };
    const result = await makeWrite(services, session, addRelation, wanted, call);
    if (isPending(result)) return result;
    const { relation, existed } = result;
    if (!call.fromUi) return relation;
    const code = await issueCode(session, issueId);
    const words = `${relationWord(relation)} ${printable(relation.related_triage_id ?? relation.related_issue_id)}`;
    if (existed) {
      void inform(vscode.l10n.t('{0} already linked: {1}', code, words));
    } else {
      informWithUndo(services, vscode.l10n.t('{0} linked: {1}', code, words), () =>
        makeWrite(services, session, removeRelation, { issueId, relationId: relation.id }, call),
      );
    }
    return relation;
  },
});

function askType(call: Call): Promise<RelationType> {
  const { l10n } = vscode;
  return askPick<RelationType>(call, 'relationType', l10n.t('Link Issue: How Are They Related?'), [
    { label: l10n.t('related to'), value: 'related_to' },
    { label: l10n.t('blocks'), description: l10n.t('The other issue waits for this one'), value: 'blocks' },
    { label: l10n.t('duplicate of'), description: l10n.t('The other issue is the original'), value: 'duplicate_of' },
  ]);
}

/** Asks for another issue: neither the issue itself nor one that is already linked in this way. */
async function askRelated(session: Session, issueId: string, relationType: RelationType, call: Call): Promise<string> {
  refuseToAsk(call, 'relatedIssueId');
  const relations = await session.issues.freshRelations(issueId);
  const without = new Set([issueId, ...linkedIssues(relations, issueId, relationType)]);
  return orCancelled(await pickIssue(session, { title: vscode.l10n.t('Link Issue: Choose the Other Issue'), without }));
}

import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { type Relation, relationTypes } from '../../api/bland/relations.ts';
import { defineCommand } from '../../editor/command.ts';
import { issueCode } from '../../editor/issue-code.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { inform, informWithUndo } from '../../editor/notices.ts';
import { askIssue, askPick, issueTarget } from '../../editor/prompts/ask.ts';
import { isOutgoing, otherIssueId } from '../../triage/issues/relations.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { addRelation, type AddRelationPayload } from '../../triage/outbox/kinds/add-relation.ts';
import { removeRelation } from '../../triage/outbox/kinds/remove-relation.ts';
import { relationWord } from '../words.ts';

/** Removes a link between two issues, from either side (Remove Relation). */
export default defineCommand({
  args: z.object({ ...issueTarget, relationId: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const known = session.issues.contents(issueId).relations.items;
    const mustAsk = call.fromUi && args.relationId === undefined;
    const relations = mustAsk ? await session.issues.freshRelations(issueId) : known;
    const items = relations.map((one) => ({ label: wordsOf(one), description: one.related_title, value: one.id }));
    const relationId = args.relationId ?? (await askPick(call, 'relationId', vscode.l10n.t('Unlink Issue'), items));
    const relation = relations.find(({ id }) => id === relationId);
    const result = await makeWrite(services, session, removeRelation, { issueId, relationId }, call);
    if (!call.fromUi || isPending(result) || relation === undefined) return result;
    const again = relinking(relation, issueId);
    const sentence = vscode.l10n.t('{0} unlinked: {1}', await issueCode(session, issueId), wordsOf(relation));
    if (again === undefined) void inform(sentence);
    else informWithUndo(services, sentence, () => makeWrite(services, session, addRelation, again, call));
    return result;
  },
});

function wordsOf(relation: Relation): string {
  return `${relationWord(relation)} ${printable(relation.related_triage_id ?? relation.related_issue_id)}`;
}

/** Returns what links the issues again, from the original side; undefined for an unknown type. */
function relinking(relation: Relation, issueId: string): AddRelationPayload | undefined {
  const relationType = relationTypes.find((one) => one === relation.relation_type);
  if (relationType === undefined) return undefined;
  const otherId = otherIssueId(relation, issueId);
  return isOutgoing(relation, issueId)
    ? { issueId, relatedIssueId: otherId, relationType }
    : { issueId: otherId, relatedIssueId: issueId, relationType };
}

import type { Relation } from '../../api/bland/relations.ts';

/** The issue at the other end. For an incoming relation the service may or may not swap the two ids. */
export function otherIssueId(relation: Relation, issueId: string): string {
  return relation.related_issue_id === issueId ? relation.issue_id : relation.related_issue_id;
}

/** Tells whether a relation, as an issue lists it, goes from that issue to the other one. */
export function isOutgoing(relation: Relation, issueId: string): boolean {
  return relation.direction === null ? relation.issue_id === issueId : relation.direction !== 'incoming';
}

/** Tells whether a relation equals a wanted one: same issues, same type, and same direction where the type has one. */
export function isSameLink(
  relation: Relation,
  wanted: { readonly issueId: string; readonly relatedIssueId: string; readonly relationType: string },
): boolean {
  return (
    relation.relation_type === wanted.relationType &&
    otherIssueId(relation, wanted.issueId) === wanted.relatedIssueId &&
    (wanted.relationType === 'related_to' || isOutgoing(relation, wanted.issueId))
  );
}

/** The issues that an issue is linked to by this type already, in this direction where the type has one. */
export function linkedIssues(relations: readonly Relation[], issueId: string, relationType: string): string[] {
  return relations
    .map((relation) => ({ relation, relatedIssueId: otherIssueId(relation, issueId) }))
    .filter(({ relation, relatedIssueId }) => isSameLink(relation, { issueId, relatedIssueId, relationType }))
    .map(({ relatedIssueId }) => relatedIssueId);
}

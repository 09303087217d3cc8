import * as vscode from 'vscode';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';

/** Says who a user id is. */
export type PersonWords = (userId: string) => string;

/** How an id that no member has is shown. */
const noMember: PersonWords = (userId) => vscode.l10n.t('{0} (not a member)', printable(userId));

/**
 * Members by their names. An id that no member has is shown as one; while the members are not known, ids stand for
 * themselves, and the session says so when that has changed.
 *
 * @param orgId the organisation whose members are meant; without it, that of the loaded issues
 */
export function personWords(
  { members, issues }: Session,
  orgId?: string | null,
  unknown: PersonWords = noMember,
): PersonWords {
  let asked = false;
  return (userId) => {
    // Only who has somebody to name asks who there is.
    if (!asked) members.want(orgId ?? issues.list.items.find((issue) => issue.org_id !== null)?.org_id ?? null);
    asked = true;
    const known = members.who(userId);
    if (known === undefined) return printable(userId);
    return known === 'nobody' ? unknown(userId) : known.name;
  };
}

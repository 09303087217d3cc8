import * as vscode from 'vscode';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';

/** Returns the name of a user ID. */
export type PersonWords = (userId: string) => string;

/** Names an ID that no member has. */
const noMember: PersonWords = (userId) => vscode.l10n.t('{0} (not a member)', printable(userId));

/**
 * Names members. While the members are not loaded, IDs stand for
 * themselves, and the session fires an event when that has changed.
 *
 * @param orgId the organization of the members; without it, that of the loaded issues
 */
export function personWords(
  { members, issues }: Session,
  orgId?: string | null,
  unknown: PersonWords = noMember,
): PersonWords {
  let asked = false;
  return (userId) => {
    // Members are loaded only once there is somebody to name.
    if (!asked) members.want(orgId ?? issues.list.items.find((issue) => issue.org_id !== null)?.org_id ?? null);
    asked = true;
    const known = members.who(userId);
    if (known === undefined) return printable(userId);
    return known === 'nobody' ? unknown(userId) : known.name;
  };
}

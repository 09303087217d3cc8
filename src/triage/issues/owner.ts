import type { Session } from '../sessions/session.ts';

/**
 * Another session whose issue this is, when the two are known to be of different organisations. Two connections to one
 * organisation share its issues; what is not known here is for the service to say.
 *
 * @param ids ids of issues among other texts
 */
export function otherOwner(
  session: Session,
  sessions: readonly Session[],
  ids: readonly unknown[],
): Session | undefined {
  const own = organisationOf(session);
  if (own === undefined) return undefined;
  return sessions.find(
    (other) =>
      other !== session &&
      ids.some((id) => {
        if (typeof id !== 'string' || session.issues.get(id) !== undefined) return false;
        const organisation = other.issues.get(id)?.org_id ?? own;
        return organisation !== own;
      }),
  );
}

function organisationOf({ issues }: Session): string | undefined {
  return issues.list.items.find(({ org_id: id }) => id !== null)?.org_id ?? undefined;
}

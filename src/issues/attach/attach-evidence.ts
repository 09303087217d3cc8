import { explain } from '../../editor/errors/explain.ts';
import type { ResourceLink } from '../../api/bland/resources.ts';
import { NotFoundError } from '../../api/errors.ts';
import type { Call } from '../../editor/call.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import type { Services } from '../../editor/services.ts';
import { IssueNotFoundError, ResourceNotFoundError } from '../../triage/issues/errors.ts';
import type { Pending } from '../../triage/outbox/outbox.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { attachResource } from '../../triage/outbox/kinds/attach-resource.ts';

export interface Evidence {
  readonly resourceType: string;
  readonly resourceId: string;
  /** The link of evidence that was already attached when it was chosen; nothing is sent then. */
  readonly attached?: ResourceLink | undefined;
}

/** The result of attaching several. Each is in one of the lists. */
export interface AttachedEvidence {
  readonly attached: readonly ResourceLink[];
  /** Were attached before. */
  readonly already: readonly ResourceLink[];
  /** Queued in the outbox. */
  readonly pending: readonly Pending[];
  readonly failed: readonly (Evidence & { readonly name: string; readonly message: string })[];
}

/** @throws IssueNotFoundError, ResourceNotFoundError, ServiceError */
export async function attachOne(
  services: Services,
  session: Session,
  issueId: string,
  evidence: Evidence,
  call: Call,
): Promise<{ readonly link: ResourceLink; readonly existed: boolean } | Pending> {
  const { attached, resourceType, resourceId } = evidence;
  if (attached !== undefined) return { link: attached, existed: true };
  const before = new Set(session.issues.contents(issueId).resources.items.map(({ id }) => id));
  try {
    const result = await makeWrite(services, session, attachResource, { issueId, resourceType, resourceId }, call);
    if (isPending(result)) return result;
    const { link, existed } = result;
    // One version of the contract answers 201 in both cases, so what was listed before decides.
    return { link, existed: existed === true || before.has(link.id) };
  } catch (error) {
    throw await missingIssueOrResource(session, issueId, evidence, error);
  }
}

/** Attaches several in turn; a failure does not stop the others. @throws IssueNotFoundError */
export async function attachSeveral(
  services: Services,
  session: Session,
  issueId: string,
  evidence: readonly Evidence[],
  call: Call,
): Promise<AttachedEvidence> {
  const attached: ResourceLink[] = [];
  const already: ResourceLink[] = [];
  const pending: Pending[] = [];
  const failed: AttachedEvidence['failed'][number][] = [];
  for (const one of evidence) {
    try {
      const result = await attachOne(services, session, issueId, one, { ...call, fromUi: false });
      if (isPending(result)) pending.push(result);
      else (result.existed ? already : attached).push(result.link);
    } catch (error) {
      if (error instanceof IssueNotFoundError) throw error;
      const name = error instanceof Error ? error.name : 'Error';
      const { resourceType, resourceId } = one;
      failed.push({ resourceType, resourceId, name, message: explain(error).sentence });
    }
  }
  return { attached, already, pending, failed };
}

/** 404 may be about the issue or the resource (Attach Resource, Attach Call); reading the issue tells which. */
export async function missingIssueOrResource(
  session: Session,
  issueId: string,
  { resourceType, resourceId }: Evidence,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof NotFoundError)) return error;
  try {
    await session.api.issues.get(issueId);
  } catch (second) {
    return second instanceof NotFoundError ? new IssueNotFoundError(issueId) : error;
  }
  return new ResourceNotFoundError(resourceType, resourceId);
}

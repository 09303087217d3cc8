import * as vscode from 'vscode';
import type { ResourceLink } from '../../api/bland/resources.ts';
import type { Call } from '../../editor/call.ts';
import { issueCode } from '../../editor/issue-code.ts';
import { isPending } from '../../editor/make-write.ts';
import { inform, warn } from '../../editor/notices.ts';
import type { Services } from '../../editor/services.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { titleOf } from './attach-and-tell.ts';
import { attachOne } from './evidence.ts';

/**
 * Takes a detaching back, and says what became of the flags that the evidence had: the service is asked, since it is not
 * documented.
 *
 * @param flagIds the flags it had before
 */
export async function attachAgain(
  services: Services,
  session: Session,
  link: ResourceLink,
  issueId: string,
  flagIds: readonly string[],
  call: Call,
): Promise<void> {
  const { resource_type: resourceType, resource_id: resourceId } = link;
  const result = await attachOne(services, session, issueId, { resourceType, resourceId }, call);
  if (isPending(result)) return;
  const code = await issueCode(session, issueId);
  const attached = vscode.l10n.t('Attached to {0} again: {1}.', code, titleOf(result.link));
  if (flagIds.length === 0) {
    void inform(attached);
    return;
  }
  const { flags } = session.issues.contents(issueId);
  await flags.load();
  if (flags.error !== undefined) {
    const unknown = vscode.l10n.t('Could not check its flags.');
    void warn(`${attached} ${unknown}`);
    return;
  }
  const kept = flagIds.filter((id) => flags.items.some((flag) => flag.id === id)).length;
  const { length: had } = flagIds;
  if (kept === had) {
    void inform(`${attached} ${vscode.l10n.t('All {0} flags were kept.', had)}`);
  } else {
    const lost = vscode.l10n.t('{1} of {0} flags were kept.', had, kept);
    void warn(`${attached} ${lost}`);
  }
}

import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { issueCode } from '../../editor/issue-code.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { inform, informWithUndo, warn } from '../../editor/notices.ts';
import { askIssue, askPick, issueTarget } from '../../editor/prompts/ask.ts';
import { detachResource } from '../../triage/outbox/kinds/detach-resource.ts';
import { titleOf } from '../attach/attach-and-report.ts';
import type { ResourceLink } from '../../api/bland/resources.ts';
import type { Services } from '../../editor/services.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { attachOne } from '../attach/attach-evidence.ts';
import { waitInUi } from '../../editor/progress.ts';

/** Detaches evidence by its link or, for a call, by the call. */
export default defineCommand({
  args: z.object({ ...issueTarget, linkId: z.optional(z.string()), callId: z.optional(z.string()) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const { resources, flags } = session.issues.contents(issueId);
    if (call.fromUi && !resources.loaded) await resources.load();
    const linkId =
      args.linkId ??
      (args.callId === undefined
        ? await askPick(
            call,
            'linkId',
            vscode.l10n.t('Detach Evidence'),
            resources.items.map((link) => ({ label: titleOf(link), description: link.resource_type, value: link.id })),
          )
        : undefined);
    const target = linkId === undefined ? { issueId, callId: args.callId ?? '' } : { issueId, linkId };
    const link = resources.items.find((one) =>
      linkId === undefined ? one.resource_id === args.callId : one.id === linkId,
    );
    if (call.fromUi && link?.resource_type === 'call') {
      await waitInUi(call, vscode.l10n.t('Loading flags'), session.issues.loadFlags(issueId));
    }
    const own = flags.items.filter((flag) => flag.call_id === link?.resource_id).map(({ id }) => id);
    const result = await makeWrite(services, session, detachResource, target, call);
    if (isPending(result)) return result;
    // What the service does with the flags of a detached call is not documented, so they are loaded again.
    if (own.length > 0) void flags.load();
    if (!call.fromUi || link === undefined) return result;
    const sentence = vscode.l10n.t('Detached from {0}: {1}', await issueCode(session, issueId), titleOf(link));
    if (link.status === 'unavailable') void inform(sentence);
    else informWithUndo(services, sentence, () => reattach(services, session, link, issueId, own, call));
    return result;
  },
});

/**
 * Undoes a detach, and reports what became of the evidence's flags: the service is asked, since it is not
 * documented.
 *
 * @param flagIds the flags before it was detached
 */
async function reattach(
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
    const all = had === 1 ? vscode.l10n.t('The flag was kept.') : vscode.l10n.t('All {0} flags were kept.', had);
    void inform(`${attached} ${all}`);
  } else {
    const lost =
      had === 1 ? vscode.l10n.t('The flag was not kept.') : vscode.l10n.t('{1} of {0} flags were kept.', had, kept);
    void warn(`${attached} ${lost}`);
  }
}

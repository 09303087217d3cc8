import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { tellWithUndo } from '../../editor/notices.ts';
import { askIssue, askPick, issueTarget } from '../../editor/prompts.ts';
import { attachResource } from '../../triage/writes/attach-resource.ts';
import { detachResource } from '../../triage/writes/detach-resource.ts';

/** Detaches evidence from an issue, by its link or, for a call, by the call. What it pointed to is untouched. */
export default defineCommand({
  args: z.object({ ...issueTarget, linkId: z.optional(z.string()), callId: z.optional(z.string()) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const { resources } = session.issues.contents(issueId);
    if (call.fromUi && !resources.loaded) await resources.load();
    const linkId =
      args.linkId ??
      (args.callId === undefined
        ? await askPick(
            call,
            'linkId',
            vscode.l10n.t('Detach Resource'),
            resources.items.map((link) => ({ label: link.title, description: link.resource_type, value: link.id })),
          )
        : undefined);
    const target = linkId === undefined ? { issueId, callId: args.callId ?? '' } : { issueId, linkId };
    const link = resources.items.find((one) =>
      linkId === undefined ? one.resource_id === args.callId : one.id === linkId,
    );
    const result = await makeWrite(services, session, detachResource, target, call);
    if (!call.fromUi || isPending(result)) return result;
    if (link?.status === 'available') {
      const again = { issueId, resourceType: link.resource_type, resourceId: link.resource_id };
      tellWithUndo(services, vscode.l10n.t('Detached: {0}', link.title), () =>
        makeWrite(services, session, attachResource, again, call),
      );
    }
    return result;
  },
});

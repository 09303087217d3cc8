import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { askIssue, askText, issueTarget } from '../../editor/prompts.ts';
import { tellWithUndo } from '../../editor/notices.ts';
import { attachCall } from '../../triage/writes/attach-call.ts';
import { detachResource } from '../../triage/writes/detach-resource.ts';

/** Attaches a call to an issue (PUT Attach Call); attaching it again changes nothing. */
export default defineCommand({
  args: z.object({ ...issueTarget, callId: z.optional(z.string()) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const callId =
      args.callId ??
      (await askText(call, 'callId', {
        title: vscode.l10n.t('Attach Call'),
        prompt: vscode.l10n.t('The id of the call'),
      }));
    const { resources } = session.issues.contents(issueId);
    const known = resources.loaded && resources.items.some((link) => link.resource_id === callId);
    const result = await makeWrite(services, session, attachCall, { issueId, callId }, call);
    if (!call.fromUi || isPending(result)) return result;
    if (known) void vscode.window.showInformationMessage(vscode.l10n.t('The call is already attached.'));
    else {
      tellWithUndo(services, vscode.l10n.t('Attached the call to {0}.', result.triage_id), () =>
        makeWrite(services, session, detachResource, { issueId, callId }, call),
      );
    }
    return result;
  },
});

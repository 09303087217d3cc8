import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { tellWithUndo } from '../../editor/notices.ts';
import { askIssue, askPick, askText, issueTarget } from '../../editor/prompts.ts';
import { attachResource } from '../../triage/writes/attach-resource.ts';
import { detachResource } from '../../triage/writes/detach-resource.ts';

const types = ['call', 'sms_conversation', 'file'] as const;

/** Attaches evidence to an issue (POST Attach Resource); attaching it again is said, not raised. */
export default defineCommand({
  args: z.object({ ...issueTarget, resourceType: z.optional(z.enum(types)), resourceId: z.optional(z.string()) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const resourceType =
      args.resourceType ??
      (await askPick(call, 'resourceType', vscode.l10n.t('Attach Resource'), [
        { label: vscode.l10n.t('Call'), value: 'call' as const },
        { label: vscode.l10n.t('SMS conversation'), value: 'sms_conversation' as const },
        { label: vscode.l10n.t('File'), value: 'file' as const },
      ]));
    const resourceId =
      args.resourceId ??
      (await askText(call, 'resourceId', {
        title: vscode.l10n.t('Attach Resource'),
        prompt: vscode.l10n.t('Its id'),
      }));
    const before = new Set(session.issues.contents(issueId).resources.items.map(({ id }) => id));
    const result = await makeWrite(services, session, attachResource, { issueId, resourceType, resourceId }, call);
    if (isPending(result)) return result;
    const { link, existed } = result;
    if (!call.fromUi) return link;
    // One version of the contract answers 201 either way, so what was listed before decides.
    if (existed === true || before.has(link.id)) {
      void vscode.window.showInformationMessage(vscode.l10n.t('It is already attached: {0}', link.title));
    } else {
      tellWithUndo(services, vscode.l10n.t('Attached: {0}', link.title), () =>
        makeWrite(services, session, detachResource, { issueId, linkId: link.id }, call),
      );
    }
    return link;
  },
});

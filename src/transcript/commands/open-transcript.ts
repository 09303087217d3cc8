import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { askText, issueTarget } from '../../editor/prompts/ask.ts';
import { idPasted } from '../../triage/dashboard.ts';
import { messageName } from '../../triage/transcript/message-name.ts';
import { resolveIssueId } from '../../triage/issues/resolve-issue.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { withMessageIndex } from '../arguments/messages.ts';
import { panelsOf, type TranscriptPanels } from '../panel/panels.ts';
import { callIdOf } from '../target.ts';

/** Opens a call's transcript, at a message if one is named. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    callId: z.optional(z.string().check(z.minLength(1))),
    /** Menus give null for a flag without a message. */
    messageIndex: z.optional(z.nullable(messageName)),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const callId = idPasted(
      args.callId ??
        (await askText(call, 'callId', {
          title: vscode.l10n.t('Open Transcript'),
          prompt: vscode.l10n.t('ID or dashboard URL of the call'),
        })),
    );
    const panels = panelsOf(services);
    const issueId =
      args.issueId === undefined
        ? defaultIssue(panels, session, callId, call)
        : await resolveIssueId(session.issues, session.api, args.issueId, new AbortController().signal);
    const { active } = panels;
    const openWithoutIssue =
      callIdOf(active?.target) === callId && active?.target.issueId === null ? active : undefined;
    // A transcript that is open for no issue changes to this one, instead of opening twice.
    const panel =
      call.fromUi && openWithoutIssue !== undefined
        ? await openWithoutIssue.changeIssue(issueId)
        : panels.open({ connectionId: session.connection.id, callId, issueId });
    const { messageIndex } = await withMessageIndex(
      services,
      {
        ...args,
        callId,
        messageIndex: args.messageIndex ?? undefined,
      },
      call,
    );
    panel.reveal(messageIndex);
    return { callId, issueId };
  },
});

/** The issue to show a call for if none is named: the only one known to hold it, else that of its open panel. */
function defaultIssue(panels: TranscriptPanels, { issues }: Session, callId: string, call: Call): string | null {
  if (!call.fromUi) return null;
  const [only, ...more] = issues.holding(callId);
  if (only !== undefined && more.length === 0) return only.id;
  return panels.find(callId, undefined)?.target.issueId ?? null;
}

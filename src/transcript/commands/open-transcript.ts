import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { askText, issueTarget } from '../../editor/prompts/ask.ts';
import { messageName } from '../../triage/transcript/message-name.ts';
import { resolveIssueId } from '../../triage/issues/resolve-issue.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { withIndex } from '../named-message.ts';
import { panelsOf, type TranscriptPanels } from '../panels.ts';
import { callIdOf } from '../target.ts';

/** The issue that a call is read for when none is named: the only one known to hold it or, where several may, that of its open panel. */
function usualIssue(panels: TranscriptPanels, { issues }: Session, callId: string, call: Call): string | null {
  if (!call.fromUi) return null;
  const [only, ...more] = issues.holding(callId);
  if (only !== undefined && more.length === 0) return only.id;
  return panels.find(callId, undefined)?.target.issueId ?? null;
}

/** Opens a call's transcript, at a message when one is named. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    callId: z.optional(z.string().check(z.minLength(1))),
    /** As the menus give it: null for a flag without a message. */
    messageIndex: z.optional(z.nullable(messageName)),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const callId =
      args.callId ??
      (await askText(call, 'callId', {
        title: vscode.l10n.t('Open Transcript'),
        prompt: vscode.l10n.t('Call ID'),
      }));
    const panels = panelsOf(services);
    const issueId =
      args.issueId === undefined
        ? usualIssue(panels, session, callId, call)
        : await resolveIssueId(session.issues, session.api, args.issueId);
    const { active } = panels;
    const here = callIdOf(active?.target) === callId && active?.target.issueId === null ? active : undefined;
    // Read for no issue, it is not opened a second time for this one.
    const panel =
      call.fromUi && here !== undefined
        ? await here.changeIssue(issueId)
        : panels.open({ connectionId: session.connection.id, callId, issueId });
    const { messageIndex } = await withIndex(services, {
      ...args,
      callId,
      messageIndex: args.messageIndex ?? undefined,
    });
    panel.reveal(messageIndex);
    return { callId, issueId };
  },
});

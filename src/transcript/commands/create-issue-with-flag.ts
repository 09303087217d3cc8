import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { fromView } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { messageName } from '../../triage/transcript/message-name.ts';
import { isIssue, changeIssueTo } from '../panel/change-issue.ts';
import { withMessageIndex } from '../arguments/messages.ts';
import { panelsOf } from '../panel/panels.ts';
import { nodeAt } from '../pathway/pathway-view.ts';
import { callIdOf } from '../target.ts';

/**
 * Creates an issue with a flag on a message: the one named, or the one selected in the active transcript. The issue's other
 * fields are given or asked for as by Create Issue.
 */
export default defineCommand({
  args: z.looseObject({
    connectionId: z.optional(z.string().check(z.minLength(1))),
    callId: z.optional(z.string().check(z.minLength(1))),
    issueId: z.optional(z.string()),
    messageIndex: z.optional(messageName),
    messageText: z.optional(z.string()),
    type: z.optional(z.string()),
    note: z.optional(z.string()),
    nodeId: z.optional(z.string()),
    nodeName: z.optional(z.string()),
  }),
  async run(services, args, call): Promise<unknown> {
    // `issueId` is the issue that the call is shown for, not the new one.
    const { issueId: shownFor, callId, messageIndex: name, messageText, type, note, nodeId, nodeName, ...rest } = args;
    const { messageIndex } = await withMessageIndex(
      services,
      {
        connectionId: args.connectionId,
        callId,
        messageIndex: name,
      },
      call,
    );
    const panels = panelsOf(services);
    const panel = callId === undefined ? panels.active : panels.find(callId, shownFor);
    const flaggedCallId = callId ?? callIdOf(panel?.target);
    const index = messageIndex ?? (call.fromUi ? panel?.selected?.index : undefined);
    if (flaggedCallId === undefined || index === undefined) {
      throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Select a message in a transcript first.'));
    }
    const known =
      call.fromUi && panel?.transcript !== undefined ? nodeAt(panel.session(), panel.transcript, index) : {};
    const node = nodeId === undefined ? known : { nodeId, nodeName };
    const flag = { callId: flaggedCallId, messageIndex: index, messageText, type, note, ...node };
    const given = call.fromUi ? { [fromView]: true, connectionId: panel?.target.connectionId } : rest;
    const created = await vscode.commands.executeCommand('callTriage.createIssue', { ...given, flag });
    if (call.fromUi && panel !== undefined && panel.target.issueId === null && isIssue(created))
      await changeIssueTo(panel, created);
    return created;
  },
});

import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { fromView } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { messageName } from '../../triage/transcript/message-name.ts';
import { isIssue, moveTo } from '../change-issue.ts';
import { withIndex } from '../named-message.ts';
import { panelsOf } from '../panels.ts';
import { nodeAt } from '../pathway.ts';
import { callIdOf } from '../target.ts';

/**
 * Makes an issue from a message, with a flag on that very message: the one named, or the one selected in the active
 * transcript. What else an issue takes is given or asked for as by Create Issue.
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
    // The issue that the call is read under is not the one that is made.
    const { issueId: readUnder, callId, messageIndex: name, messageText, type, note, nodeId, nodeName, ...rest } = args;
    const { messageIndex } = await withIndex(services, { connectionId: args.connectionId, callId, messageIndex: name });
    const panels = panelsOf(services);
    const panel = callId === undefined ? panels.active : panels.find(callId, readUnder);
    const on = callId ?? callIdOf(panel?.target);
    const index = messageIndex ?? (call.fromUi ? panel?.selected?.index : undefined);
    if (on === undefined || index === undefined) {
      throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Select a message in a transcript first.'));
    }
    const known = call.fromUi && panel?.transcript !== undefined ? nodeAt(panel.session, panel.transcript, index) : {};
    const node = nodeId === undefined ? known : { nodeId, nodeName };
    const flag = { callId: on, messageIndex: index, messageText, type, note, ...node };
    const given = call.fromUi ? { [fromView]: true, connectionId: panel?.target.connectionId } : rest;
    const made = await vscode.commands.executeCommand('callTriage.createIssue', { ...given, flag });
    if (call.fromUi && panel !== undefined && panel.target.issueId === null && isIssue(made)) await moveTo(panel, made);
    return made;
  },
});

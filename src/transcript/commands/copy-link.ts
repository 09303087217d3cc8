import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { askIssue } from '../../editor/prompts/ask.ts';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { type Link, writeLink } from '../../triage/links.ts';
import { messageName, type MessageName } from '../../triage/transcript/message-name.ts';
import { withMessageIndex } from '../arguments/messages.ts';
import { panelsOf } from '../panel/panels.ts';
import { callIdOf } from '../target.ts';
import { callContext } from '../arguments/call.ts';

const args = z.object({
  connectionId: z.optional(z.string().check(z.minLength(1))),
  issueId: z.optional(z.string().check(z.minLength(1))),
  callId: z.optional(z.string().check(z.minLength(1))),
  messageIndex: z.optional(messageName),
});

/** Copies a link to a message, a call or an issue: the one named, or the selection in the active transcript. */
export default defineCommand({
  args,
  async run(services, named, call) {
    const link = await linkTo(services, await withMessageIndex(services, named, call), call);
    const text = writeLink(vscode.env.uriScheme, link);
    if (text === undefined) {
      throw new InvalidArgumentError(
        'callId',
        vscode.l10n.t('The ID contains characters that are not allowed in a link.'),
      );
    }
    await vscode.env.clipboard.writeText(text);
    const words = link.kind === 'issue' ? vscode.l10n.t('issue') : messageWords(link.messageIndex);
    showStatusMessage(vscode.l10n.t('Copied a link: {0}', words));
    return { link: text };
  },
});

async function linkTo(
  services: Services,
  named: Awaited<ReturnType<typeof withMessageIndex<z.infer<typeof args>>>>,
  call: Call,
): Promise<Link> {
  const context =
    named.callId === undefined && named.issueId !== undefined ? undefined : await callContext(services, named, call);
  if (context === undefined) {
    const session = services.session(named.connectionId);
    const issueId = await askIssue(session, named.issueId, call);
    return { kind: 'issue', issueId, connectionId: session.connection.id };
  }
  const { session, callId, issueId } = context;
  const { active } = panelsOf(services);
  const selected =
    named.callId === undefined && callIdOf(active?.target) === callId ? active?.selected?.index : undefined;
  const messageIndex = named.messageIndex ?? selected ?? null;
  return { kind: 'call', callId, issueId, messageIndex, connectionId: session.connection.id };
}

function messageWords(messageIndex: MessageName | null): string {
  return messageIndex === null ? vscode.l10n.t('call') : vscode.l10n.t('message #{0}', messageIndex);
}

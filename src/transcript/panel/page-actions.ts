import * as vscode from 'vscode';
import { fromView } from '../../editor/call.ts';
import { forDisplay } from '../../editor/privacy.ts';
import type { PageMessageOf } from '../../shared/messages.ts';
import type { HeaderAction } from '../../shared/transcript.ts';
import { copiedWords, copyConversation, copyMessages, messagesAt } from '../copy-messages.ts';
import type { UndoHistory } from '../flags/undo-history.ts';
import { callIdOf } from '../target.ts';
import { headerFields } from '../view/call-header.ts';
import type { CallPort, ConversationPort, PanelPort, SelectedMessage } from './ports.ts';

const headerCommands: Readonly<Record<HeaderAction, `callTriage.${string}`>> = {
  text: 'callTriage.openAsText',
  link: 'callTriage.copyLink',
  dimmed: 'callTriage.hideDimmed',
  mask: 'callTriage.maskPersonalData',
};

/** Runs the command of a button in the header. Of a conversation, only *Mask* is offered. */
export async function runHeaderAction(
  {
    conversation,
    target,
    selected,
  }: Pick<ConversationPort, 'conversation' | 'target'> & { readonly selected: SelectedMessage | undefined },
  action: HeaderAction,
): Promise<void> {
  if (conversation !== undefined && action !== 'mask') return;
  const { connectionId, issueId } = target;
  const callId = callIdOf(target);
  await vscode.commands.executeCommand(headerCommands[action], {
    [fromView]: true,
    connectionId,
    ...(callId === undefined ? {} : { callId }),
    ...(issueId === null ? {} : { issueId }),
    ...(selected === undefined ? {} : { messageIndex: selected.index }),
  });
}

/** Opens the file of a node that the page names: by the ID that an event has, or by a message. */
export async function openNode(
  { target, transcript, session }: Pick<CallPort, 'target' | 'transcript' | 'session'>,
  named: PageMessageOf<'node/open'>['node'],
): Promise<void> {
  const callId = callIdOf(target);
  if (transcript === undefined || callId === undefined) return;
  const steps =
    session()
      .pathways.known(transcript)
      ?.gaps.flatMap((gap) => gap.steps) ?? [];
  const entered = steps
    .map(({ fact }) => fact)
    .find((fact) => fact.kind === 'node' && 'nodeId' in named && fact.id === named.nodeId);
  const node =
    'index' in named
      ? { messageIndex: named.index }
      : entered?.kind === 'node'
        ? { nodeId: entered.id, nodeName: entered.name }
        : undefined;
  if (node === undefined) return;
  const { connectionId, issueId } = target;
  await vscode.commands.executeCommand('callTriage.openNode', {
    [fromView]: true,
    connectionId,
    callId,
    ...(issueId === null ? {} : { issueId }),
    ...node,
  });
}

interface DelegatePort extends Pick<ConversationPort, 'conversation' | 'say'> {
  readonly history: UndoHistory;
  showMore(end: 'all'): void;
}

/** Does what a key of the page asks the editor for. */
export async function delegateToEditor(panel: DelegatePort, what: PageMessageOf<'ask'>['what']): Promise<void> {
  const isConversation = panel.conversation !== undefined;
  switch (what) {
    case 'undo': {
      const sentence = isConversation
        ? vscode.l10n.t('Comments cannot be edited or deleted.')
        : await panel.history.undo();
      panel.say(sentence, 'info');
      return;
    }
    case 'issue':
      if (isConversation) panel.say(vscode.l10n.t('SMS messages cannot be flagged.'), 'warning');
      else await vscode.commands.executeCommand('callTriage.createIssueWithFlag');
      return;
    case 'find':
      // The editor's find widget searches what is on the page.
      panel.showMore('all');
      await vscode.commands.executeCommand('editor.action.webvieweditor.showFind');
      return;
    case 'nextCall':
    case 'previousCall':
      await vscode.commands.executeCommand(`callTriage.${what}`);
      return;
    case 'help':
      await vscode.commands.executeCommand('callTriage.showTranscriptKeys');
  }
}

/** Copies the rows that the page names; their text is taken from the loaded transcript. */
export async function copyShownMessages(
  panel: Pick<PanelPort, 'target' | 'session' | 'say'>,
  { indexes, context }: PageMessageOf<'message/copy'>,
): Promise<void> {
  const { target } = panel;
  const session = panel.session();
  if ('conversationId' in target) {
    await copyConversation(session, target.conversationId, indexes);
    panel.say(vscode.l10n.t('Copied.'), 'info');
    return;
  }
  const messages = await messagesAt({ session, callId: target.callId, issueId: target.issueId }, indexes);
  await copyMessages(messages, context);
  panel.say(copiedWords(messages), 'info');
}

/** Copies a field of the header, uncut and masked as it is forDisplay. */
export async function copyHeaderField(panel: Pick<CallPort, 'transcript' | 'say'>, id: string): Promise<void> {
  const field =
    panel.transcript === undefined ? undefined : headerFields(panel.transcript).find((one) => one.id === id);
  if (field === undefined) return;
  await vscode.env.clipboard.writeText(field.verbatim ? field.value : forDisplay(field.value));
  panel.say(vscode.l10n.t('Copied {0}.', field.label), 'info');
}

import * as vscode from 'vscode';
import { TreeNode } from '../../editor/trees/node.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import { messageName, speakerOf } from '../../editor/words/messages.ts';
import { offset } from '../../shared/offset.ts';
import type { FoundMessage } from '../../triage/search/text-search.ts';
import { excerptAround } from '../excerpt.ts';

/** The row of a call. */
type CallRow = TreeNode & { readonly callId: string; readonly connectionId: string };

/** A message that contains the text; a click opens the transcript there. */
export class FoundMessageNode extends TreeNode {
  readonly id: string;
  readonly callId: string;
  readonly connectionId: string;
  readonly messageIndex: number;
  readonly #message: FoundMessage;

  constructor(parent: CallRow, message: FoundMessage) {
    super(parent);
    this.callId = parent.callId;
    this.connectionId = parent.connectionId;
    this.messageIndex = message.index;
    this.id = `${parent.id}/message/${message.index}`;
    this.#message = message;
  }

  override item(): vscode.TreeItem {
    const { text, ranges, index, seconds } = this.#message;
    const speaker = speakerOf(this.#message);
    const label = excerptAround(text, ranges);
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
    item.id = this.id;
    item.contextValue = 'foundMessage';
    item.description = [offset(seconds) || `#${index}`, speaker].join(' · ');
    item.accessibilityInformation = { label: [label.label, speaker, messageName(index, seconds)].join(', ') };
    item.command = { command: 'callTriage.openTranscript', title: vscode.l10n.t('Open Transcript'), arguments: [this] };
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    const { text, index, seconds } = this.#message;
    return plainTooltip([
      [speakerOf(this.#message), text],
      [vscode.l10n.t('Message'), messageName(index, seconds)],
    ]);
  }
}

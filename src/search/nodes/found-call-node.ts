import * as vscode from 'vscode';
import { TreeNode } from '../../editor/trees/node.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import { callFacts, callIcon, callLabel, callTitle } from '../../editor/words/calls.ts';
import type { FoundCall } from '../../triage/search/text-search.ts';
import { FoundMessageNode } from './found-message-node.ts';

/** A call in which the text was found. */
export class FoundCallNode extends TreeNode {
  readonly id: string;
  readonly callId: string;
  readonly connectionId: string;
  readonly #call: FoundCall['call'];
  readonly #messages: readonly FoundMessageNode[];

  constructor(connectionId: string, { call, messages }: FoundCall) {
    super(undefined);
    this.callId = call.call_id;
    this.connectionId = connectionId;
    this.id = `${connectionId}/found/${call.call_id}`;
    this.#call = call;
    this.#messages = messages.map((message) => new FoundMessageNode(this, message));
  }

  override item(): vscode.TreeItem {
    const item = new vscode.TreeItem(callTitle(this.#call), vscode.TreeItemCollapsibleState.Expanded);
    item.id = this.id;
    item.contextValue = 'foundCall';
    item.description = String(this.#messages.length);
    item.iconPath = callIcon(this.#call);
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    return plainTooltip([
      [vscode.l10n.t('Call'), callLabel(this.#call)],
      [vscode.l10n.t('Facts'), callFacts(this.#call).join(' · ')],
    ]);
  }

  override children(): FoundMessageNode[] {
    return [...this.#messages];
  }
}

import * as vscode from 'vscode';
import { IssueChildNode, type IssueChildParent } from './issue-child-node.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import { shortDate } from '../../editor/words/format.ts';
import type { MadeAttachment } from '../../triage/attachments/made.ts';
import { printable } from '../../triage/transcript/transcript.ts';

/** A Talkdesk attachment that was created here for the issue; a click opens it. */
export class AttachmentNode extends IssueChildNode {
  readonly id: string;
  readonly attachmentId: string;
  readonly talkdeskId: string;
  readonly #made: MadeAttachment;

  constructor(parent: IssueChildParent, made: MadeAttachment) {
    super(parent);
    this.id = `${parent.id}/attachment/${made.talkdeskId}/${made.attachmentId}`;
    this.attachmentId = made.attachmentId;
    this.talkdeskId = made.talkdeskId;
    this.#made = made;
  }

  override item(): vscode.TreeItem {
    const { l10n } = vscode;
    const { name, madeAt, attachmentId } = this.#made;
    const label = printable(name) || attachmentId;
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
    item.id = this.id;
    item.contextValue = 'attachment';
    item.description = `Talkdesk · ${shortDate(madeAt)}`;
    item.iconPath = new vscode.ThemeIcon('cloud');
    item.accessibilityInformation = { label: [l10n.t('Attachment'), label, item.description].join(', ') };
    item.command = { command: 'callTriage.openAttachment', title: l10n.t('Open Attachment'), arguments: [this] };
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    const { l10n } = vscode;
    const { name, type, attachmentId, talkdeskId } = this.#made;
    return plainTooltip([
      [l10n.t('Attachment'), printable(name) || attachmentId],
      [l10n.t('ID'), attachmentId],
      [l10n.t('Type'), printable(type ?? '')],
      [l10n.t('Connection'), talkdeskId],
    ]);
  }
}

import * as vscode from 'vscode';
import { explain } from '../../editor/errors/explain.ts';
import { messageName } from '../../editor/words/messages.ts';
import { iconUri } from '../../editor/icon-uri.ts';
import { excerpt } from '../../editor/words/format.ts';
import type { IssueFlag } from '../../triage/flags/marks.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { flagFailure, flagStateWords } from '../flag-words.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import { IssueChildNode, type IssueChildParent } from './issue-child-node.ts';

/** A flag; a click opens its message. */
export class FlagNode extends IssueChildNode {
  readonly id: string;
  readonly callId: string;
  readonly flagId: string;
  /** Undefined for a flag on the whole call. */
  readonly messageIndex: number | undefined;
  readonly #flag: IssueFlag;

  constructor(parent: IssueChildParent, flag: IssueFlag) {
    super(parent);
    this.id = `${parent.id}/flag/${flag.id}`;
    this.callId = flag.callId;
    this.flagId = flag.id;
    this.messageIndex = flag.messageIndex ?? undefined;
    this.#flag = flag;
  }

  override item(): vscode.TreeItem {
    const flag = this.#flag;
    const item = new vscode.TreeItem(printable(flag.type), vscode.TreeItemCollapsibleState.None);
    const place = this.#place();
    const words = flag.messageText === null ? '' : `“${excerpt(printable(flag.messageText), 60)}”`;
    item.id = this.id;
    item.contextValue = `flag.${flag.state}`;
    item.description = [flagStateWords(flag), place, words].filter((part) => part !== '').join('  ');
    item.iconPath = iconOf(flag);
    item.accessibilityInformation = {
      label: [vscode.l10n.t('Flag {0}', printable(flag.type)), flagStateWords(flag), place, words]
        .filter((part) => part !== '')
        .join(', '),
    };
    item.command = { command: 'callTriage.openTranscript', title: vscode.l10n.t('Open Transcript'), arguments: [this] };
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    const flag = this.#flag;
    const place = this.#place();
    return plainTooltip([
      [vscode.l10n.t('Flag'), printable(flag.type)],
      flag.note === '' ? undefined : [vscode.l10n.t('Note'), printable(flag.note)],
      flag.messageText === null ? undefined : [vscode.l10n.t('Message {0}', place), printable(flag.messageText)],
      flag.state === 'failed' ? [flagFailure(flag), explain(flag.error).sentence] : undefined,
    ]);
  }

  #place(): string {
    const { messageIndex, seconds } = this.#flag;
    return messageIndex === null ? '' : messageName(messageIndex, seconds);
  }
}

/** The icon font of the oldest supported version has no flag. */
function iconOf(flag: IssueFlag): vscode.ThemeIcon | { light: vscode.Uri; dark: vscode.Uri } {
  if (flag.state === 'failed') return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  if (flag.state !== 'stored') return new vscode.ThemeIcon(flag.waitsFor === null ? 'sync' : 'watch');
  return { light: iconUri('flag-light.svg'), dark: iconUri('flag-dark.svg') };
}

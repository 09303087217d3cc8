import * as vscode from 'vscode';
import type { BrokenItem } from '../../api/pages.ts';
import { explain } from '../errors/explain.ts';
import type { PagedList } from '../../triage/issues/paged-list.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { plainTooltip } from './tooltip.ts';
import { TreeNode } from './node.ts';

type AnyList = PagedList<{ readonly id: string }>;
type Place = [parent: TreeNode | undefined, list: AnyList, what: string, viewId?: string];

/** Returns the rows of a list beside its items: its error, items that cannot be read, and *Load more…*. */
export function leftovers(parent: TreeNode | undefined, list: AnyList, what: string): TreeNode[] {
  return [...failure(parent, list, what), ...remainder(parent, list, what)];
}

/** The row that says that the list could not be loaded. */
export function failure(parent: TreeNode | undefined, list: AnyList, what: string, viewId?: string): TreeNode[] {
  return list.error === undefined ? [] : [new ErrorNode(parent, list, what, viewId)];
}

/** The rows for what could not be read and for what is not loaded yet. */
export function remainder(parent: TreeNode | undefined, list: AnyList, what: string, viewId?: string): TreeNode[] {
  return [
    ...list.broken.map((broken) => new BrokenNode(parent, broken, what)),
    ...(list.hasMore ? [new MoreNode(parent, list, what, viewId)] : []),
  ];
}

/** A row that loads something when it is clicked. */
export abstract class LoadNode extends TreeNode {
  /** The view that shows progress while it loads. */
  abstract readonly viewId: string;

  /** Runs on a click. Errors are kept by what loads. */
  abstract load(): Promise<void>;

  protected row(label: string, click: string, look: Partial<vscode.TreeItem>): vscode.TreeItem {
    const command = { command: 'callTriage.loadMore', title: click, arguments: [this] };
    return Object.assign(new vscode.TreeItem(label), { id: this.id, command, ...look });
  }

  /** The row of something that could not be loaded. */
  protected retryRow(label: string, sentence: string): vscode.TreeItem {
    return this.row(label, vscode.l10n.t('Retry'), {
      contextValue: 'error',
      description: sentence,
      tooltip: sentence,
      iconPath: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
    });
  }
}

/** A row about a whole list. */
abstract class ListNode extends LoadNode {
  readonly id: string;
  readonly viewId: string;
  protected readonly list: AnyList;
  /** The plural of what is listed, as in `issues`. */
  protected readonly what: string;

  constructor(kind: string, parent: TreeNode | undefined, list: AnyList, what: string, viewId = 'callTriage.issues') {
    super(parent);
    this.viewId = viewId;
    this.id = `${parent?.id ?? 'root'}/${kind}/${what}`;
    this.list = list;
    this.what = what;
  }
}

/** *Load more…* for the next page of a list. */
class MoreNode extends ListNode {
  constructor(...place: Place) {
    super('more', ...place);
  }

  load(): Promise<void> {
    return this.list.more();
  }

  override item(): vscode.TreeItem {
    const { loading, items } = this.list;
    return this.row(loading ? vscode.l10n.t('Loading…') : vscode.l10n.t('Load more…'), vscode.l10n.t('Load More'), {
      description: vscode.l10n.t('{0} {1} so far', items.length, this.what),
      iconPath: new vscode.ThemeIcon(loading ? 'loading~spin' : 'ellipsis'),
    });
  }
}

/** A list that could not be loaded, with the way to try again. */
class ErrorNode extends ListNode {
  constructor(...place: Place) {
    super('error', ...place);
  }

  load(): Promise<void> {
    return this.list.load();
  }

  override item(): vscode.TreeItem {
    return this.retryRow(vscode.l10n.t('Could not load the {0}. Retry', this.what), explain(this.list.error).sentence);
  }
}

/** Something the service sent that cannot be read; the rest of its page stands beside it. */
class BrokenNode extends TreeNode {
  readonly id: string;
  readonly #broken: BrokenItem;
  readonly #what: string;

  constructor(parent: TreeNode | undefined, broken: BrokenItem, what: string) {
    super(parent);
    this.id = `${parent?.id ?? 'root'}/broken/${what}/${broken.id ?? broken.position}`;
    this.#broken = broken;
    this.#what = what;
  }

  override item(): vscode.TreeItem {
    const name = this.#broken.code ?? this.#broken.id ?? vscode.l10n.t('number {0}', this.#broken.position + 1);
    const item = new vscode.TreeItem(vscode.l10n.t('Unreadable item: {0}', printable(name)));
    item.id = this.id;
    item.contextValue = 'broken';
    item.description = printable(this.#broken.reason);
    item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    return plainTooltip([
      [vscode.l10n.t('Position'), this.#what],
      [vscode.l10n.t('Reason'), printable(this.#broken.reason)],
    ]);
  }
}

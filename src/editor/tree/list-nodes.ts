import * as vscode from 'vscode';
import type { BrokenItem } from '../../api/pages.ts';
import { explain } from '../explain.ts';
import type { PagedList } from '../../triage/paged-list.ts';
import { printable } from '../../triage/transcript.ts';
import { plainTooltip } from './tooltip.ts';
import { TreeNode } from './node.ts';

type AnyList = PagedList<{ readonly id: string }>;

/** What a list shows beside its items: what failed, what could not be read, and the way to the rest. */
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

/** *Load more…* for the next page of a list. */
export class MoreNode extends TreeNode {
  readonly id: string;
  /** The view that shows progress while it loads. */
  readonly viewId: string;
  readonly #list: AnyList;
  readonly #what: string;

  constructor(parent: TreeNode | undefined, list: AnyList, what: string, viewId = 'callTriage.issues') {
    super(parent);
    this.viewId = viewId;
    this.id = `${parent?.id ?? 'root'}/more/${what}`;
    this.#list = list;
    this.#what = what;
  }

  load(): Promise<void> {
    return this.#list.more();
  }

  override item(): vscode.TreeItem {
    const item = new vscode.TreeItem(this.#list.loading ? vscode.l10n.t('Loading…') : vscode.l10n.t('Load more…'));
    item.id = this.id;
    item.description = vscode.l10n.t('{0} {1} so far', this.#list.items.length, this.#what);
    item.iconPath = new vscode.ThemeIcon(this.#list.loading ? 'loading~spin' : 'ellipsis');
    item.command = { command: 'callTriage.loadMore', title: vscode.l10n.t('Load More'), arguments: [this] };
    return item;
  }
}

/** A list that could not be loaded, with the way to try again. */
export class ErrorNode extends TreeNode {
  readonly id: string;
  /** The view that shows progress while it loads. */
  readonly viewId: string;
  readonly #list: AnyList;
  readonly #what: string;

  constructor(parent: TreeNode | undefined, list: AnyList, what: string, viewId = 'callTriage.issues') {
    super(parent);
    this.viewId = viewId;
    this.id = `${parent?.id ?? 'root'}/error/${what}`;
    this.#list = list;
    this.#what = what;
  }

  load(): Promise<void> {
    return this.#list.load();
  }

  override item(): vscode.TreeItem {
    const { sentence } = explain(this.#list.error);
    const item = new vscode.TreeItem(vscode.l10n.t('Could not load the {0}. Retry', this.#what));
    item.id = this.id;
    item.contextValue = 'error';
    item.description = sentence;
    item.tooltip = sentence;
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.command = { command: 'callTriage.loadMore', title: vscode.l10n.t('Retry'), arguments: [this] };
    return item;
  }
}

/** Something the service sent that cannot be read; the rest of its page stands beside it. */
export class BrokenNode extends TreeNode {
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
    const item = new vscode.TreeItem(vscode.l10n.t('Cannot be read: {0}', printable(name)));
    item.id = this.id;
    item.contextValue = 'broken';
    item.description = printable(this.#broken.reason);
    item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    item.tooltip = plainTooltip([
      [vscode.l10n.t('Among the'), this.#what],
      [vscode.l10n.t('Reason'), printable(this.#broken.reason)],
    ]);
    return item;
  }
}

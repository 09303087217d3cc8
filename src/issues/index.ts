import * as vscode from 'vscode';
import type { CommandTable } from '../editor/command.ts';
import { callsMime } from '../editor/dragged-calls.ts';
import { shownItem } from '../editor/tree/shown-item.ts';
import type { UseServices } from '../editor/services.ts';
import type { TreeNode } from '../editor/tree/node.ts';
import type { IssuesTree } from './tree.ts';

export const issueCommands: CommandTable = {
  'callTriage.refresh': () => import('./commands/refresh.ts'),
  'callTriage.stopLoading': () => import('./commands/stop-loading.ts'),
  'callTriage.loadMore': () => import('./commands/load-more.ts'),
  'callTriage.searchIssues': () => import('./commands/search-issues.ts'),
  'callTriage.filterIssues': () => import('./commands/filter-issues.ts'),
  'callTriage.clearFilters': () => import('./commands/clear-filters.ts'),
  'callTriage.showOpenIssues': () => import('./commands/show-open-issues.ts'),
  'callTriage.saveQuery': () => import('./commands/save-query.ts'),
  'callTriage.markRead': () => import('./commands/mark-read.ts'),
  'callTriage.markAllRead': () => import('./commands/mark-all-read.ts'),
  'callTriage.chooseAccount': () => import('./commands/choose-account.ts'),
  'callTriage.explainUnavailable': () => import('./commands/explain-unavailable.ts'),
  'callTriage.sortIssues': () => import('./commands/sort-issues.ts'),
  'callTriage.groupIssues': () => import('./commands/group-issues.ts'),
  'callTriage.attachCall': () => import('./commands/attach-call.ts'),
  'callTriage.attachResource': () => import('./commands/attach-resource.ts'),
  'callTriage.detachResource': () => import('./commands/detach-resource.ts'),
  'callTriage.createIssue': () => import('./commands/create-issue.ts'),
  'callTriage.editIssue': () => import('./commands/edit-issue.ts'),
  'callTriage.setStatus': () => import('./commands/set-status.ts'),
  'callTriage.setSeverity': () => import('./commands/set-severity.ts'),
  'callTriage.setCategory': () => import('./commands/set-category.ts'),
  'callTriage.createCategory': () => import('./commands/create-category.ts'),
  'callTriage.assign': () => import('./commands/assign.ts'),
  'callTriage.setOwner': () => import('./commands/set-owner.ts'),
  'callTriage.deleteIssue': () => import('./commands/delete-issue.ts'),
  'callTriage.linkIssue': () => import('./commands/link-issue.ts'),
  'callTriage.unlinkIssue': () => import('./commands/unlink-issue.ts'),
  'callTriage.bindAlert': () => import('./commands/bind-alert.ts'),
  'callTriage.unbindAlert': () => import('./commands/unbind-alert.ts'),
  'callTriage.showFlagTypes': () => import('./commands/show-flag-types.ts'),
  'callTriage.revealIssue': () => import('./commands/reveal-issue.ts'),
  'callTriage.copyId': () => import('./commands/copy-id.ts'),
};

/** What the view of issues asks: the tree itself loads when the view is first shown. */
export type IssuesView = vscode.TreeDataProvider<TreeNode>;

/** Registers the view of issues. */
export function registerIssues(useServices: UseServices): { issues: IssuesView; view: vscode.TreeView<TreeNode> } {
  const changed = new vscode.EventEmitter<TreeNode | undefined>();
  let loading: Promise<IssuesTree> | undefined;
  const load = async (): Promise<IssuesTree> => {
    const [services, { IssuesTree: Tree }, { followView }, { offerReveal }, { showRowBadges }] = await Promise.all([
      useServices(),
      import('./tree.ts'),
      import('./follow-view.ts'),
      import('./reveal.ts'),
      import('../editor/tree/row-badges.ts'),
    ]);
    const tree = new Tree(services);
    tree.onDidChange((node) => changed.fire(node));
    services.context.subscriptions.push(followView(view, tree, services), showRowBadges());
    offerReveal(services, async (issueId, linkId) => {
      // What comes from elsewhere may be quicker than the view.
      if (tree.rowOf(issueId) === undefined) await tree.children();
      const node = tree.rowOf(issueId);
      if (node === undefined) return false;
      const rows = linkId === undefined ? [] : await node.children();
      const link = rows.find((row) => 'linkId' in row && row.linkId === linkId);
      await view.reveal(link ?? node, { select: true, focus: true });
      return true;
    });
    return tree;
  };
  const useTree = (): Promise<IssuesTree> => (loading ??= load());
  const issues: IssuesView = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => shownItem(node.item()),
    getParent: (node) => node.parent,
    getChildren: async (node) => (await useTree()).children(node),
    resolveTreeItem: async (item, node) => (await useTree()).withTooltip(item, node),
  };
  const view = vscode.window.createTreeView('callTriage.issues', {
    treeDataProvider: issues,
    showCollapseAll: true,
    canSelectMany: true,
    dragAndDropController: {
      dragMimeTypes: [],
      dropMimeTypes: [callsMime],
      async handleDrop(node, dataTransfer) {
        const [services, { dropOnIssue }] = await Promise.all([useServices(), import('./drop.ts')]);
        await dropOnIssue(services, node, dataTransfer);
      },
    },
  });
  return { issues, view };
}

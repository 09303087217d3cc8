import * as vscode from 'vscode';
import { lazyCommands } from '../editor/command.ts';
import { callsMime } from '../editor/trees/dragged-calls.ts';
import { shownItem } from '../editor/trees/shown-item.ts';
import type { UseServices } from '../editor/services.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import type { IssuesTree } from './tree.ts';

export const issueCommands = lazyCommands(
  () => import('./commands.ts'),
  [
    'refresh',
    'stopLoading',
    'loadMore',
    'searchIssues',
    'filterIssues',
    'showAllIssues',
    'showOpenIssues',
    'saveQuery',
    'markRead',
    'markAllRead',
    'chooseAccount',
    'explainUnavailable',
    'sortIssues',
    'groupIssues',
    'attachCall',
    'attachResource',
    'detachResource',
    'createIssue',
    'editIssue',
    'setStatus',
    'setSeverity',
    'setCategory',
    'createCategory',
    'assign',
    'setOwner',
    'deleteIssue',
    'linkIssue',
    'unlinkIssue',
    'bindAlert',
    'unbindAlert',
    'showFlagTypes',
    'revealIssue',
    'copyId',
    'addComment',
    'showActivity',
    'askNorm',
    'answerNorm',
    'showAffected',
  ],
);

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
      import('../editor/trees/row-badges.ts'),
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

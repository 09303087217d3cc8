import * as vscode from 'vscode';
import type { CommandTable } from '../editor/command.ts';
import { callsMime } from '../editor/dragged-calls.ts';
import type { UseServices } from '../editor/services.ts';
import type { TreeNode } from '../editor/tree/node.ts';
import type { IssuesTree } from './tree.ts';

export const issueCommands: CommandTable = {
  'callTriage.refresh': () => import('./commands/refresh.ts'),
  'callTriage.stopLoading': () => import('./commands/stop-loading.ts'),
  'callTriage.loadMore': () => import('./commands/load-more.ts'),
  'callTriage.attachCall': () => import('./commands/attach-call.ts'),
  'callTriage.attachResource': () => import('./commands/attach-resource.ts'),
  'callTriage.detachResource': () => import('./commands/detach-resource.ts'),
  'callTriage.copyId': () => import('./commands/copy-id.ts'),
};

/** What the view of issues asks: the tree itself loads when the view is first shown. */
export type IssuesView = vscode.TreeDataProvider<TreeNode>;

/** Registers the view of issues. */
export function registerIssues(useServices: UseServices): { issues: IssuesView; view: vscode.Disposable } {
  const changed = new vscode.EventEmitter<TreeNode | undefined>();
  let loading: Promise<IssuesTree> | undefined;
  const load = async (): Promise<IssuesTree> => {
    const [services, { IssuesTree: Tree }] = await Promise.all([useServices(), import('./tree.ts')]);
    const tree = new Tree(services);
    tree.onDidChange((node) => changed.fire(node));
    tree.onDidConnect((label) => {
      view.description = label;
    });
    return tree;
  };
  const useTree = (): Promise<IssuesTree> => (loading ??= load());
  const issues: IssuesView = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => node.item(),
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

import * as vscode from 'vscode';
import { lazyCommands } from '../editor/command.ts';
import { shownItem } from '../editor/trees/shown-item.ts';
import type { UseServices } from '../editor/services.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import type { CallsTree } from './tree.ts';

export const callCommands = lazyCommands(() => import('./commands.ts'), ['filterCalls', 'clearCallFilter']);

/** What the view of calls asks: the tree itself loads when the view is first shown. */
export type CallsView = vscode.TreeDataProvider<TreeNode>;

/** Registers the view of calls. */
export function registerCalls(useServices: UseServices): { calls: CallsView; view: vscode.Disposable } {
  const changed = new vscode.EventEmitter<undefined>();
  let loading: Promise<CallsTree> | undefined;
  const load = async (): Promise<CallsTree> => {
    const [services, { CallsTree: Tree }] = await Promise.all([useServices(), import('./tree.ts')]);
    const tree = new Tree(services);
    tree.onDidChange(() => changed.fire(undefined));
    tree.onDidDescribe((message) => {
      view.message = message ?? '';
    });
    return tree;
  };
  const calls: CallsView = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => shownItem(node.item()),
    getParent: (node) => node.parent,
    getChildren: async (node) => (node === undefined ? (await (loading ??= load())).children() : []),
  };
  const view = vscode.window.createTreeView('callTriage.calls', {
    treeDataProvider: calls,
    canSelectMany: true,
    dragAndDropController: {
      // The view's own type, `callsMime`, is added by the editor.
      dragMimeTypes: [],
      dropMimeTypes: [],
      async handleDrag(nodes, dataTransfer) {
        const { dragCalls } = await import('../editor/trees/dragged-calls.ts');
        dragCalls(nodes, dataTransfer);
      },
    },
  });
  return { calls, view };
}

import * as vscode from 'vscode';
import type { Load, Loaded } from '../feature.ts';
import type { TreeNode } from './node.ts';

/** Rows of a view, which load when they are looked at, and what the view can do beside showing them. */
export interface TreeModel {
  /** Fires with the node whose row or children changed, with undefined for all. */
  readonly onDidChange: (listener: (node: TreeNode | undefined) => void) => vscode.Disposable;
  /** The rows below a node, or those of the view. */
  children(node?: TreeNode): Promise<TreeNode[]>;
  /** A node's row as it may be shown now. */
  item(node: TreeNode): vscode.TreeItem;
  /** The row that these ids name, loading what is needed to find it; undefined when there is none. */
  find(...ids: readonly string[]): Promise<TreeNode | undefined>;
}

export interface RegisteredTree {
  readonly provider: vscode.TreeDataProvider<TreeNode>;
  readonly view: vscode.TreeView<TreeNode>;
}

/** Options of a view: the editor's own, and drag and drop. */
export interface TreeOptions extends Omit<vscode.TreeViewOptions<TreeNode>, 'treeDataProvider'> {
  /** Opens a row that a command reveals. */
  readonly expandsRevealed?: boolean;
}

/** Registers a view. Its feature loads, and its model is made, when the view is first shown. */
export function registerTree<F>(
  viewId: string,
  load: Load<F>,
  createModel: (loaded: Loaded<F>, view: vscode.TreeView<TreeNode>) => TreeModel,
  { expandsRevealed = false, ...options }: TreeOptions,
): RegisteredTree {
  const changed = new vscode.EventEmitter<TreeNode | undefined>();
  const start = async (): Promise<TreeModel> => {
    const loaded = await load();
    const model = createModel(loaded, view);
    model.onDidChange((node) => changed.fire(node));
    const reveal = async (...ids: readonly string[]): Promise<boolean> => {
      const node = await model.find(...ids);
      if (node !== undefined) await revealDrawn(view, node, expandsRevealed);
      return node !== undefined;
    };
    loaded.services.views.add(viewId, reveal, () => view.selection);
    return model;
  };
  let starting: Promise<TreeModel> | undefined;
  const model = (): Promise<TreeModel> => (starting ??= start());
  const provider: vscode.TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: async (node) => (await model()).item(node),
    getParent: (node) => node.parent,
    getChildren: async (node) => (await model()).children(node),
    resolveTreeItem: async (item, node) => {
      item.tooltip = (await node.tooltip()) ?? item.tooltip;
      return item;
    },
  };
  const view = vscode.window.createTreeView(viewId, { treeDataProvider: provider, ...options });
  return { provider, view };
}

/** Reveals a row. The editor refuses one that it has not drawn yet, as when the view has only just come into sight. */
async function revealDrawn(view: vscode.TreeView<TreeNode>, node: TreeNode, expand: boolean): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await view.reveal(node, { select: true, focus: true, expand });
      return;
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

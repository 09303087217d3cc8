import * as vscode from 'vscode';
import { lazyCommands } from '../editor/command.ts';
import type { UseServices } from '../editor/services.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import { shownItem } from '../editor/trees/shown-item.ts';
import { numbersMime } from './drag-type.ts';
import type { PersonasTree } from './tree.ts';

export const agentCommands = lazyCommands(
  () => import('./commands.ts'),
  ['attachNumbers', 'detachNumbers', 'setNumberSettings', 'clearNumberSettings', 'revealPersona'],
);

/** What the view of personas asks: the tree itself loads when the view is first shown. */
export type PersonasView = vscode.TreeDataProvider<TreeNode>;

/** Registers the view of personas. */
export function registerAgents(useServices: UseServices): { personas: PersonasView; view: vscode.Disposable } {
  const changed = new vscode.EventEmitter<undefined>();
  let loading: Promise<PersonasTree> | undefined;
  const load = async (): Promise<PersonasTree> => {
    const [services, { PersonasTree: Tree }, { offerReveal }] = await Promise.all([
      useServices(),
      import('./tree.ts'),
      import('./reveal.ts'),
    ]);
    const tree = new Tree(services);
    tree.onDidChange(() => changed.fire(undefined));
    offerReveal(services, async (personaId) => {
      const node = await tree.rowOf(personaId);
      if (node === undefined) return false;
      await view.reveal(node, { select: true, focus: true, expand: true });
      return true;
    });
    return tree;
  };
  const personas: PersonasView = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => shownItem(node.item()),
    getParent: (node) => node.parent,
    getChildren: async (node) => (node === undefined ? (await (loading ??= load())).children() : node.children()),
  };
  const view = vscode.window.createTreeView('callTriage.personas', {
    treeDataProvider: personas,
    showCollapseAll: true,
    canSelectMany: true,
    dragAndDropController: {
      // The view's own type is added by the editor.
      dragMimeTypes: [],
      dropMimeTypes: [numbersMime],
      async handleDrag(nodes, transfer) {
        const { dragNumbers } = await import('./dragged-numbers.ts');
        dragNumbers(nodes, transfer);
      },
      async handleDrop(node, transfer) {
        const [services, { dropNumbers }] = await Promise.all([useServices(), import('./dragged-numbers.ts')]);
        await dropNumbers(services, node, transfer);
      },
    },
  });
  return { personas, view };
}

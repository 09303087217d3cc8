import * as vscode from 'vscode';
import { type Load, registerCommands } from '../editor/feature.ts';
import { type RegisteredTree, registerTree } from '../editor/trees/register-tree.ts';
import { numbersMime } from './drag-type.ts';
import type * as Feature from './feature.ts';

/** Registers the view of agents, personas and numbers, and its commands. */
export function registerAgents(load: Load<typeof Feature>): RegisteredTree & vscode.Disposable {
  const tree = registerTree(
    'callTriage.personas',
    load,
    ({ services, feature }, view) => new feature.AgentsTree(services, view),
    {
      showCollapseAll: true,
      canSelectMany: true,
      expandsRevealed: true,
      dragAndDropController: {
        // The editor adds the view's own type.
        dragMimeTypes: [],
        dropMimeTypes: [numbersMime],
        async handleDrag(nodes, transfer) {
          const { feature } = await load();
          feature.dragNumbers(nodes, transfer);
        },
        async handleDrop(node, transfer) {
          const { services, feature } = await load();
          await feature.dropNumbers(services, node, transfer);
        },
      },
    },
  );
  const registered = vscode.Disposable.from(tree.view, registerCommands(load, commandNames));
  return { ...tree, dispose: () => registered.dispose() };
}

const commandNames = [
  'attachNumbers',
  'detachNumbers',
  'setNumberSettings',
  'clearNumberSettings',
  'revealPersona',
] as const;

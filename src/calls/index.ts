import * as vscode from 'vscode';
import { type Load, registerCommands } from '../editor/feature.ts';
import { type RegisteredTree, registerTree } from '../editor/trees/register-tree.ts';
import type * as Feature from './feature.ts';

/** Registers the view of calls and its commands. */
export function registerCalls(load: Load<typeof Feature>): RegisteredTree & vscode.Disposable {
  const tree = registerTree(
    'callTriage.calls',
    load,
    ({ services, feature }, view) => {
      const model = new feature.CallsTree(services, view);
      model.onDidDescribe(({ message, description }) => {
        view.message = message;
        view.description = description;
      });
      return model;
    },
    {
      canSelectMany: true,
      dragAndDropController: {
        // The editor adds the view's own type, `callsMime`.
        dragMimeTypes: [],
        dropMimeTypes: ['text/uri-list', 'files'],
        async handleDrag(nodes, transfer) {
          const { feature } = await load();
          feature.dragCalls(nodes, transfer);
        },
        async handleDrop(_node, transfer) {
          const { feature } = await load();
          await feature.dropFiles(transfer);
        },
      },
    },
  );
  const registered = vscode.Disposable.from(
    tree.view,
    registerCommands(load, ['filterCalls', 'clearCallFilter', 'groupCalls']),
  );
  return { ...tree, dispose: () => registered.dispose() };
}

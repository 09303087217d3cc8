import * as vscode from 'vscode';
import { type Load, registerCommands } from '../editor/feature.ts';
import { type RegisteredTree, registerTree } from '../editor/trees/register-tree.ts';
import type * as Feature from './feature.ts';

/** Registers the view of search results and its commands. */
export function registerSearch(load: Load<typeof Feature>): RegisteredTree & vscode.Disposable {
  const tree = registerTree(
    'callTriage.searchResults',
    load,
    ({ services, feature }, view) => {
      const model = new feature.SearchTree(services, view);
      model.onDidDescribe((message) => {
        view.message = message;
      });
      return model;
    },
    { showCollapseAll: true },
  );
  const registered = vscode.Disposable.from(
    tree.view,
    registerCommands(load, ['searchCalls', 'clearSearchResults', 'toggleCallCache']),
  );
  return { ...tree, dispose: () => registered.dispose() };
}

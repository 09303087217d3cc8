import * as vscode from 'vscode';
import { type Load, registerCommands } from '../editor/feature.ts';
import type * as Feature from './feature.ts';
import { serverScheme } from './server-scheme.ts';

/** Registers what leads from calls to the code of their agents. */
export function registerCode(load: Load<typeof Feature>): vscode.Disposable {
  const documents = vscode.workspace.registerTextDocumentContentProvider(serverScheme, {
    async provideTextDocumentContent(uri: vscode.Uri) {
      const { services, feature } = await load();
      return feature.nodeDocumentText(services, uri);
    },
  });
  return vscode.Disposable.from(documents, registerCommands(load, commandNames));
}

const commandNames = ['openNode', 'compareNode', 'createTestCase', 'showNodeFlags', 'startWork', 'linkCommit'] as const;

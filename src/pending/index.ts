import * as vscode from 'vscode';
import { type Load, registerCommands } from '../editor/feature.ts';
import type * as Feature from './feature.ts';
import { versionScheme } from './version-scheme.ts';

export function registerPending(load: Load<typeof Feature>): vscode.Disposable {
  const documents = vscode.workspace.registerTextDocumentContentProvider(versionScheme, {
    async provideTextDocumentContent(uri: vscode.Uri) {
      const { services, feature } = await load();
      return feature.versionText(services, uri);
    },
  });
  return vscode.Disposable.from(documents, registerCommands(load, ['showWaiting']));
}

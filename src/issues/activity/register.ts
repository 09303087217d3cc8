import * as vscode from 'vscode';
import type { Load } from '../../editor/feature.ts';
import { activityScheme } from './activity-uri.ts';
import type { ActivityDocuments } from './documents.ts';
import { ReadonlyFiles } from './file-system.ts';

/** Registers what gives the texts of activities: loaded when the first one is shown, also by a window that comes back. */
export function registerActivity(
  load: Load<{ readonly ActivityDocuments: typeof ActivityDocuments }>,
): vscode.Disposable {
  let loading: Promise<ActivityDocuments> | undefined;
  const start = async (): Promise<ActivityDocuments> => {
    const { services, feature } = await load();
    const documents = services.once(feature.ActivityDocuments);
    documents.onDidChange((uri) => files.changed(uri));
    return documents;
  };
  const use = (): Promise<ActivityDocuments> => (loading ??= start());
  const files = new ReadonlyFiles(async (uri) => (await use()).content(uri));
  return vscode.Disposable.from(
    vscode.workspace.registerFileSystemProvider(activityScheme, files, { isReadonly: true, isCaseSensitive: true }),
    vscode.languages.registerDocumentLinkProvider(
      { scheme: activityScheme },
      { provideDocumentLinks: async (document) => (await use()).links(document) },
    ),
    vscode.languages.registerCodeLensProvider(
      { scheme: activityScheme },
      { provideCodeLenses: async (document) => (await use()).lenses(document) },
    ),
  );
}

import * as vscode from 'vscode';
import type { CommandTable } from '../editor/command.ts';
import type { UseServices } from '../editor/services.ts';
import { scheme } from './address.ts';
import type { ActivityDocuments } from './documents.ts';

export const activityCommands: CommandTable = {
  'callTriage.addComment': () => import('./commands/add-comment.ts'),
  'callTriage.showActivity': () => import('./commands/show-activity.ts'),
  'callTriage.askNorm': () => import('./commands/ask-norm.ts'),
  'callTriage.showAffected': () => import('./commands/show-affected.ts'),
};

/** Registers what gives the texts of activities: loaded when the first one is shown. */
export function registerActivity(useServices: UseServices): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let loading: Promise<ActivityDocuments> | undefined;
  const load = async (): Promise<ActivityDocuments> => {
    const [services, { documentsOf }] = await Promise.all([useServices(), import('./documents.ts')]);
    const documents = documentsOf(services);
    documents.onDidChange((uri) => changed.fire(uri));
    return documents;
  };
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri) => (await (loading ??= load())).text(uri),
  });
}

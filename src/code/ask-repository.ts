import * as vscode from 'vscode';
import type { Call } from '../editor/call.ts';
import { askPick } from '../editor/prompts/ask.ts';
import { openRepositories, type Repository } from './git-extension.ts';

/**
 * Returns the repository that a file is in, the only one that is open, or the one that the user picks.
 *
 * @throws NoRepositoryError, InvalidArgumentError for a script that names none of several
 */
export async function askRepository(file: vscode.Uri | undefined, title: string, call: Call): Promise<Repository> {
  const repositories = await openRepositories(file);
  const [only, ...others] = repositories;
  if (only !== undefined && others.length === 0) return only;
  const items = repositories.map((repository) => ({
    label: vscode.workspace.asRelativePath(repository.rootUri),
    description: repository.state.HEAD?.name ?? vscode.l10n.t('detached'),
    iconPath: new vscode.ThemeIcon('repo'),
    value: repository,
  }));
  return askPick<Repository>(call, 'repository', title, items);
}

import * as vscode from 'vscode';
import type { Call } from '../editor/call.ts';
import { askPick } from '../editor/prompts/ask.ts';
import { byGit, openRepositories, type Repository } from './git-extension.ts';

/**
 * Returns the repository that a file is in, the only one that is open, or the one that the user picks; with its state as it is now.
 *
 * @throws NoRepositoryError, InvalidArgumentError for a script that names none of several
 */
export async function askRepository(file: vscode.Uri | undefined, title: string, call: Call): Promise<Repository> {
  const repository = await chooseRepository(file, title, call);
  // What was done in a terminal is seen only after a while.
  await byGit(() => repository.status());
  return repository;
}

async function chooseRepository(file: vscode.Uri | undefined, title: string, call: Call): Promise<Repository> {
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

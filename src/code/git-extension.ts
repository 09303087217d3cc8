import * as vscode from 'vscode';
import { loggedAs } from '../shared/logged-as.ts';
import { GitRefusedError, NoRepositoryError } from '../triage/code/errors.ts';

// What is used of version 1 of the API that the editor's Git extension offers.

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<unknown>;
  readonly repositories: readonly Repository[];
  getRepository(uri: vscode.Uri): Repository | null;
}

export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD?: {
      readonly name?: string;
      readonly commit?: string;
      readonly upstream?: { readonly remote: string };
    };
    readonly remotes: readonly Remote[];
  };
  getBranches(query: {
    readonly remote?: boolean;
    readonly contains?: string;
    readonly pattern?: string;
  }): Promise<readonly { readonly name?: string; readonly remote?: string }[]>;
  /** Reads the state again. */
  status(): Promise<void>;
  createBranch(name: string, checkout: boolean): Promise<void>;
  checkout(branch: string): Promise<void>;
  log(options: { readonly maxEntries: number }): Promise<readonly Commit[]>;
  getCommit(ref: string): Promise<Commit>;
}

interface Remote {
  readonly name: string;
  readonly fetchUrl?: string;
  readonly pushUrl?: string;
}

export interface Commit {
  readonly hash: string;
  readonly message: string;
  readonly authorName?: string;
  readonly authorDate?: Date;
}

/** Milliseconds for which the extension may look for repositories after it was activated. */
const longestSearch = 10_000;

/** Returns the API of the Git extension once it knows its repositories. @throws NoRepositoryError */
async function gitApi(): Promise<GitApi> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) throw new NoRepositoryError('no-git');
  const git = await extension.activate();
  // Switched off while it runs, it only closes its repositories.
  const isOff = vscode.workspace.getConfiguration('git').get('enabled') === false;
  if (isOff || !git.enabled) throw new NoRepositoryError('no-git');
  let api: GitApi;
  try {
    api = git.getAPI(1);
  } catch {
    // It is enabled and has found no Git program.
    throw new NoRepositoryError('no-git');
  }
  if (api.state !== 'initialized') await initialized(api);
  return api;
}

async function initialized(api: GitApi): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let listener: vscode.Disposable | undefined;
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, longestSearch);
    listener = api.onDidChangeState(() => {
      if (api.state === 'initialized') resolve();
    });
  });
  clearTimeout(timer);
  listener?.dispose();
}

/** The open repositories, and the one that a file is in if one is named. @throws NoRepositoryError */
export async function openRepositories(file: vscode.Uri | undefined): Promise<readonly Repository[]> {
  const api = await gitApi();
  const named = file === undefined ? undefined : api.getRepository(file);
  const repositories = named === undefined ? api.repositories : named === null ? [] : [named];
  if (repositories.length === 0) throw new NoRepositoryError('no-repository');
  return repositories;
}

/** Has Git do something. @throws GitRefusedError with what it printed */
export async function byGit<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { gitErrorCode = null, stderr = '' } = error as { readonly gitErrorCode?: string; readonly stderr?: string };
    const lines = stderr.split('\n').map((line) => line.replace(/^(?:error|fatal|hint): /, '').trim());
    const detail =
      lines
        .filter((line) => line !== '')
        .slice(0, 3)
        .join(' ') || loggedAs(error);
    throw new GitRefusedError(gitErrorCode, detail.slice(0, 300));
  }
}

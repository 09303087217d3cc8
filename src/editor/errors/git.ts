import * as vscode from 'vscode';
import { BranchExistsError, GitRefusedError, NoEarlierTextError, NoRepositoryError } from '../../triage/code/errors.ts';
import { type Explanation, withoutRemedies } from './explanation.ts';

/** Explains what stands between an issue and the code of its agent; undefined for other errors. */
export function explainGit(error: unknown): Explanation | undefined {
  const { l10n } = vscode;
  if (error instanceof NoRepositoryError) {
    const sentences = {
      'no-git': l10n.t('Git is not available in this window. Check that Git is installed and git.enabled is on.'),
      'no-repository': l10n.t('No Git repository is open in this window.'),
      'no-commits': l10n.t('This repository has no commits yet.'),
    };
    return withoutRemedies(sentences[error.reason]);
  }
  if (error instanceof BranchExistsError) {
    return withoutRemedies(l10n.t('The branch {0} already exists.', error.branch));
  }
  if (error instanceof GitRefusedError) return withoutRemedies(refusal(error));
  if (!(error instanceof NoEarlierTextError)) return undefined;
  const sentences = {
    'no-agent': l10n.t('There is no earlier text of {0}: the agent that took the call is not known.', error.node),
    'not-published': l10n.t(
      'There is no earlier text of {0}: the version that took the call was not published.',
      error.node,
    ),
    'not-in-version': l10n.t('The version that took the call does not have {0}.', error.node),
    'no-words': l10n.t('The text of {0} cannot be compared in this file.', error.node),
  };
  return withoutRemedies(sentences[error.reason]);
}

/** By the names of the Git extension. */
function refusal({ gitCode, detail }: GitRefusedError): string {
  const { l10n } = vscode;
  switch (gitCode) {
    case 'DirtyWorkTree':
    case 'LocalChangesOverwritten':
      return l10n.t('Uncommitted changes are in the way. Commit or stash them, then try again. ({0})', detail);
    case 'UnmergedChanges':
    case 'Conflict':
      return l10n.t('A merge is not finished. Resolve its conflicts, then try again. ({0})', detail);
    case 'BadRevision':
      return l10n.t('No such commit in this repository. ({0})', detail);
    case 'RepositoryIsLocked':
      return l10n.t('Another Git process is running in this repository. ({0})', detail);
    default:
      return l10n.t('Git: {0}', detail);
  }
}

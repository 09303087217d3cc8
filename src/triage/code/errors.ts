import { TriageError } from '../errors.ts';

/** There is no repository to work in. */
export class NoRepositoryError extends TriageError {
  override readonly name = 'NoRepositoryError';
  override readonly code = 'NOT_FOUND';
  /** `no-git`: the editor's Git extension is not there, or is switched off. */
  readonly reason: 'no-git' | 'no-repository' | 'no-commits';

  constructor(reason: NoRepositoryError['reason']) {
    const sentences = {
      'no-git': 'The Git extension of the editor is not available.',
      'no-repository': 'No Git repository is open.',
      'no-commits': 'The repository has no commits.',
    };
    super(sentences[reason]);
    this.reason = reason;
  }
}

/** The branch of an issue is there already; a script says `checkout` to use it. */
export class BranchExistsError extends TriageError {
  override readonly name = 'BranchExistsError';
  override readonly code = 'CONFLICT';
  readonly branch: string;

  constructor(branch: string) {
    super(`The branch ${branch} exists. Pass "checkout" to use it.`);
    this.branch = branch;
  }
}

/** Git refused to do something. */
export class GitRefusedError extends TriageError {
  override readonly name = 'GitRefusedError';
  override readonly code = 'CONFLICT';
  /** As the Git extension names it, such as `DirtyWorkTree`; null when it has no name for it. */
  readonly gitCode: string | null;
  /** What Git printed, one line. */
  readonly detail: string;

  constructor(gitCode: string | null, detail: string) {
    super(`Git: ${detail}`);
    this.gitCode = gitCode;
    this.detail = detail;
  }
}

/** The words that a node had when it took a call are not to be had. */
export class NoEarlierTextError extends TriageError {
  override readonly name = 'NoEarlierTextError';
  override readonly code = 'NODE_NOT_FOUND';
  readonly reason: 'no-agent' | 'not-published' | 'not-in-version' | 'no-words';
  /** Its name, or its ID. */
  readonly node: string;

  constructor(reason: NoEarlierTextError['reason'], node: string) {
    const sentences = {
      'no-agent': `The agent that took the call is not known, so there is no earlier text of ${node}.`,
      'not-published': `The version that took the call was not published, so there is no earlier text of ${node}.`,
      'not-in-version': `The version that took the call does not have the node ${node}.`,
      'no-words': `The text of the node ${node} cannot be compared in its file.`,
    };
    super(sentences[reason]);
    this.reason = reason;
    this.node = node;
  }
}

/** No file of the workspace has this node. */
export class NodeNotFoundError extends TriageError {
  override readonly name = 'NodeNotFoundError';
  override readonly code = 'NODE_NOT_FOUND';
  /** Its name, or its ID. */
  readonly node: string;
  /** Files that were not searched. */
  readonly leftOut: number;

  constructor(node: string, leftOut: number) {
    super(`No file of the workspace has the node ${node}.`);
    this.node = node;
    this.leftOut = leftOut;
  }
}

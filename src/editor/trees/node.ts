import { fromView } from '../call.ts';
import type * as vscode from 'vscode';

/** One row of the tree. Its public fields are what the commands take, so a node can be passed to one as it is. */
export abstract class TreeNode {
  readonly [fromView] = true;
  /** Stable over refreshes: the tree keeps expansion and selection by it. */
  abstract readonly id: string;
  readonly parent: TreeNode | undefined;

  constructor(parent: TreeNode | undefined) {
    this.parent = parent;
  }

  abstract item(): vscode.TreeItem;

  /** Rows below this one; may load them. */
  children(): Promise<TreeNode[]> | TreeNode[] {
    return [];
  }
}

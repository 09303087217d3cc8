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

  /** Its texts are plain: the editor parses Markdown at once, row by row, also of rows that nobody points at. */
  abstract item(): vscode.TreeItem;

  /** The tooltip where it is Markdown, made when the pointer rests on the row; may load what it says. */
  tooltip(): Promise<vscode.MarkdownString> | vscode.MarkdownString | undefined {
    return undefined;
  }

  /** Rows below this one; may load them. */
  children(): Promise<TreeNode[]> | TreeNode[] {
    return [];
  }
}

import { TreeNode } from '../../editor/trees/node.ts';

export type IssueChildParent = TreeNode & { readonly issueId: string; readonly connectionId: string };

/** A row somewhere below an issue, which commands on the issue take as it is. */
export abstract class IssueChildNode extends TreeNode {
  readonly issueId: string;
  readonly connectionId: string;

  constructor(parent: IssueChildParent) {
    super(parent);
    this.issueId = parent.issueId;
    this.connectionId = parent.connectionId;
  }
}

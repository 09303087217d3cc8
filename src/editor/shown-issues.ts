/** Issues whose pages are in sight: what happens to one is not announced as well. */
export class ShownIssues {
  /** Set by the issue pages. */
  has: (connectionId: string, issueId: string) => boolean = () => false;
}

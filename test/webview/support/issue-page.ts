import type { IssueHostMessage, IssueMessage } from '../../../src/shared/issue-messages.ts';
import type { EvidenceList, HeadView } from '../../../src/shared/issue-view.ts';
import { activityList, evidenceList, issueHead, normState, relationList } from './issue-view.ts';
import { type OpenOptions, type Tab, useTabs, WebPage } from './web-page.ts';

/** The issue page. */
export class IssuePageUnderTest extends WebPage<IssueHostMessage, IssueMessage> {
  constructor(tab: Tab, options: OpenOptions) {
    super('issue', tab, options);
  }

  /** Answers `ready` with an issue that has a bit of everything. */
  async ready(head: HeadView = issueHead, evidence: EvidenceList = evidenceList): Promise<void> {
    await this.send({ type: 'head', head });
    await this.send({ type: 'evidence', evidence });
    await this.send({ type: 'relations', relations: relationList });
    await this.send({ type: 'norm', norm: normState });
    await this.send({ type: 'activity', activity: activityList });
    await this.page.locator('.entry').first().waitFor();
  }
}

/** The issue pages of one test file. */
export function useIssuePages(): {
  open: (options?: OpenOptions) => Promise<IssuePageUnderTest>;
  show: (options?: OpenOptions) => Promise<IssuePageUnderTest>;
} {
  const tabs = useTabs();
  const open = (options: OpenOptions = {}): Promise<IssuePageUnderTest> =>
    tabs.open((tab) => new IssuePageUnderTest(tab, options));
  const show = async (options: OpenOptions = {}): Promise<IssuePageUnderTest> => {
    const page = await open(options);
    await page.ready();
    return page;
  };
  return { open, show };
}

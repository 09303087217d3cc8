import type { Page } from 'playwright-core';
import type { IssueHostMessage, IssueMessage } from '../../../src/shared/issue-messages.ts';
import type { EvidenceList, HeadView } from '../../../src/shared/issue-view.ts';
import { activityList, evidenceList, issueHead, normState, relationList } from './issue-view.ts';
import { type OpenOptions, useTabs, WebPage } from './web-page.ts';

/** The issue page. */
export class IssuePageUnderTest extends WebPage<IssueHostMessage, IssueMessage> {
  constructor(page: Page, options: OpenOptions, closed: () => void) {
    super('issue', page, options, closed);
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
    tabs.open((page, closed) => new IssuePageUnderTest(page, options, closed));
  const show = async (options: OpenOptions = {}): Promise<IssuePageUnderTest> => {
    const page = await open(options);
    await page.ready();
    return page;
  };
  return { open, show };
}

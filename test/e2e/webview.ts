// A webview's page, through the two frames the editor puts around it.
import type { FrameLocator, Page } from 'playwright-core';

/** The inside of a webview: everything a frame locator offers. */
export type Webview = FrameLocator;

/** The webview in the active editor; those of other tabs are there too, but not in sight. */
export function webview(page: Page): Webview {
  return page.locator('iframe.webview.ready:visible').first().contentFrame().frameLocator('iframe#active-frame');
}

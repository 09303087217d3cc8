// What this editor will open again after a reload: it writes that down some seconds late, and not while it is reloaded.
import type { Page } from 'playwright-core';

/**
 * Waits until the editors that are open now are written down, each of them, and none that was closed; no longer than 15 s, after
 * which whoever reloads misses an editor and says so.
 */
export async function editorsStored(page: Page): Promise<void> {
  await untilStored(page, async () => {
    let stored = 0;
    const count = (key: string, value: unknown): unknown => {
      if (key === 'editors' && Array.isArray(value)) stored += value.length;
      return value;
    };
    for (const text of await storedEditors(page)) JSON.parse(text, count);
    return stored === (await page.locator('.part.editor .tabs-container .tab').count());
  });
}

/** Waits until what the pages of editors have kept of themselves is written down with this in it; no longer than 15 s. */
export async function pageStateStored(page: Page, part: RegExp): Promise<void> {
  await untilStored(page, async () => (await storedEditors(page)).some((text) => part.test(text)));
}

async function untilStored(page: Page, areStored: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline && !(await areStored())) await page.waitForTimeout(250);
}

/** What the editor has written down of its editors, as JSON, for each of its stores. */
function storedEditors(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('The database cannot be read.')));
      });
    const found: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (name?.startsWith('vscode-web-state-db-') !== true) continue;
      const database = await done(indexedDB.open(name));
      const items = database.transaction('ItemTable').objectStore('ItemTable');
      const text: unknown = await done(items.get('memento/workbench.parts.editor'));
      database.close();
      if (typeof text === 'string') found.push(text);
    }
    return found;
  });
}

// What this editor will open again after a reload: it writes that down some seconds late, and not while it is reloaded.
import { errors, type Page } from 'playwright-core';

/**
 * Waits until the editors that are open now are written down, each of them with what its page has kept, and none that was closed;
 * no longer than 15 s, after which whoever reloads misses an editor and says so.
 */
export async function editorsStored(page: Page): Promise<void> {
  const areStored = async (): Promise<boolean> => {
    await leaveAndReturn(page);
    let stored = 0;
    const count = (key: string, value: unknown): unknown => {
      if (key === 'editors' && Array.isArray(value)) stored += value.filter(isWhole).length;
      return value;
    };
    for (const text of await storedEditors(page)) JSON.parse(text, count);
    return stored === (await page.locator('.part.editor .tabs-container .tab').count());
  };
  await isSoWithin(page, 15_000, areStored);
}

/** Without the state of its page, a stored page is not restored: its extension cannot tell what it showed. */
function isWhole({ id, value }: { readonly id: string; readonly value: string }): boolean {
  return id !== 'workbench.editors.webviewInput' || 'state' in JSON.parse(value);
}

/** Waits until the state that the pages of editors have kept is written down and is as wanted. */
export async function pageStateStored(page: Page, isWanted: (state: string) => boolean): Promise<void> {
  await untilStored(page, async () => {
    await leaveAndReturn(page);
    return (await storedEditors(page)).some(isWanted);
  });
}

/** Waits until an editor of this kind is written down as the one that is looked at in its group. */
export async function activeEditorStored(page: Page, kind: RegExp): Promise<void> {
  await untilStored(page, async () => {
    await leaveAndReturn(page);
    let isStored = false;
    const look = (_key: string, value: unknown): unknown => {
      if (isGroup(value)) isStored ||= kind.test(JSON.stringify(value.editors[value.mru[0] ?? 0]));
      return value;
    };
    for (const text of await storedEditors(page)) JSON.parse(text, look);
    return isStored;
  });
}

/** Takes the focus from the window and gives it back. Then it writes down what it otherwise does every five seconds. */
function leaveAndReturn(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const hasFocus of [false, true]) {
      Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => hasFocus });
      document.dispatchEvent(new Event('visibilitychange'));
    }
    Reflect.deleteProperty(document, 'hasFocus');
  });
}

/** A group of editors, with their places in the order they were last looked at. */
function isGroup(value: unknown): value is { readonly editors: readonly unknown[]; readonly mru: readonly number[] } {
  return typeof value === 'object' && value !== null && 'editors' in value && 'mru' in value;
}

/** Waits until it is so. Gives whether it was, within so many milliseconds. */
async function isSoWithin(page: Page, patience: number, isSo: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (!(await isSo())) {
    if (Date.now() > deadline) return false;
    await page.waitForTimeout(250);
  }
  return true;
}

async function untilStored(page: Page, areStored: () => Promise<boolean>): Promise<void> {
  if (!(await isSoWithin(page, 60_000, areStored))) throw new errors.TimeoutError('Not written down within 60 s.');
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

// A text is looked for in transcripts by keyboard alone, and the message is opened where it was said.
import { beforeAll, expect, test } from 'vitest';
import { callAt } from './numbered-calls.ts';
import { startService, type Service } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;

beforeAll(async () => {
  service = await startService();
  const items = Array.from({ length: 3 }, (_, position) => ({ name: `${position}.json`, content: callAt(position) }));
  await service.ask('POST', '/sandbox/import', { items });
  workbench = await Workbench.open({ env: service.env, size: { width: 900, height: 800 } });
});

tidyUp(() => ({ workbench, service }));

const results = () => workbench.tree('Search Results');
/** Waits until a row has the keyboard. */
const focused = (text: string) =>
  results().element.locator('.monaco-list-row.focused').filter({ hasText: text }).waitFor();

async function searchFor(text: string): Promise<void> {
  await workbench.palette.run('Call Triage: Search Calls for Text…');
  await workbench.quickInput.enter(text);
}

test('what was not searched is said, and one key searches it', async () => {
  await workbench.openContainer('Call Triage');
  await searchFor('just GET me');
  const message = workbench.page.locator('.part.sidebar .pane-body .message').filter({ hasText: 'No results' });
  await expect.poll(() => message.innerText()).toContain('No results for “just GET me”. No transcripts are loaded.');
  await focused('Search Recent Calls');
  await workbench.page.keyboard.press('Enter');
  await focused('Just get me billing.');
  expect(await results().text()).toMatch(
    /^▾ .*Summary 0 of a call.* 1\n {2}Just get me billing\. {2}0:15 · Caller\n▾ .*Summary 1 /,
  );
});

test('Enter opens the transcript at the message, and the keyboard is there', async () => {
  const { keyboard } = workbench.page;
  // Past the first message, and the call after it.
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  const page = new TranscriptPage(workbench);
  await page.message(0).getByText('Welcome to call 1.').waitFor();
  const isFocused = () => page.message(3).evaluate((row) => row === document.activeElement && document.hasFocus());
  await expect.poll(isFocused, { timeout: 15_000 }).toBe(true);
});

test('the view goes when it is cleared', async () => {
  await workbench.palette.run('Call Triage: Clear Search Results');
  await results().element.waitFor({ state: 'detached' });
});

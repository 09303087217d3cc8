import { describe, expect, test } from 'vitest';
import type { CorrectedView } from '../../src/shared/corrected.ts';
import type { PathwayView } from '../../src/shared/pathway.ts';
import { barriers } from './support/barriers.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { flag, longRows, view } from './support/views.ts';
import { themeNames } from './themes.ts';

const { show } = useBrowser();

const corrected: CorrectedView = {
  kind: 'ready',
  lines: [
    { index: 1, parts: [{ kind: 'same', text: 'Thanks for calling Acme, how can I help?' }] },
    {
      index: 2,
      parts: [
        { kind: 'same', text: 'I was' },
        { kind: 'removed', text: 'charged' },
        { kind: 'added', text: 'billed' },
        { kind: 'same', text: 'twice.' },
      ],
    },
    { index: 7, parts: [{ kind: 'added', text: 'Hello?' }] },
    { index: 9, parts: [{ kind: 'removed', text: 'Taking over.' }] },
  ],
  broken: 0,
};

const note = (page: TranscriptPage) => page.page.getByRole('group', { name: 'Corrected transcript' });
const toggle = (page: TranscriptPage) => page.page.getByRole('button', { name: 'Corrected transcript', exact: true });

/** Asks for it by its key and answers. */
async function answered(page: TranscriptPage, answer: CorrectedView = corrected): Promise<void> {
  await page.row(2).click();
  await page.press('w');
  await page.send({ type: 'corrected', corrected: answer });
  await note(page).waitFor();
}

describe('the corrected transcript', () => {
  test('is asked for by key or button, and hidden by either', async () => {
    const page = await show(view());
    expect(await page.posted('corrected')).toEqual([]);
    expect(await toggle(page).getAttribute('aria-pressed')).toBe('false');
    await answered(page);
    expect(await page.posted('corrected')).toEqual([{ type: 'corrected', request: 'show' }]);
    expect(await toggle(page).getAttribute('aria-pressed')).toBe('true');
    expect(await page.page.locator('.corrected').count()).toBe(3);
    await toggle(page).click();
    expect(await page.page.locator('.corrected').count()).toBe(0);
    expect(await note(page).count()).toBe(0);
    expect(await page.said()).toContain('Corrected transcript hidden.');
    expect((await page.posted('corrected')).at(-1)).toEqual({ type: 'corrected', request: 'hide' });
    expect(await page.row(2).getAttribute('aria-description')).toBeNull();
    await page.close();
  });

  test('is shown of messages that differ; those heard right are one key press away, and the page remembers it', async () => {
    const page = await show(view());
    await answered(page);
    const shown = () =>
      page.page
        .locator('.row:has(> .corrected)')
        .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-message-index'))));
    expect(await shown()).toEqual([2, 7, 9]);
    await note(page).getByRole('button', { name: 'Show all' }).focus();
    await page.press('Enter');
    expect(await shown()).toEqual([1, 2, 7, 9]);
    expect(await page.said()).toContain('All messages.');
    const back = note(page).getByRole('button', { name: 'Show corrections only' });
    expect(await back.evaluate((button) => button === document.activeElement)).toBe(true);
    // Drawn anew by the host, and loaded anew by the editor.
    await page.send({ type: 'state', state: { kind: 'ready', view: view({ masked: true }) } });
    await page.send({ type: 'corrected', corrected });
    await back.waitFor();
    await page.page.reload();
    await page.ready(view());
    await page.send({ type: 'corrected', corrected });
    await back.click();
    expect(await shown()).toEqual([2, 7, 9]);
    await page.close();
  });

  test('that the host says is hidden goes, whatever had been on its way, and comes when it is asked for again', async () => {
    const page = await show(view());
    await answered(page);
    await toggle(page).click();
    // Both were on their way when it was hidden.
    await page.send({ type: 'state', state: { kind: 'ready', view: view({ masked: true }) } });
    await page.send({ type: 'corrected', corrected });
    await note(page).waitFor();
    await page.send({ type: 'corrected', corrected: { kind: 'hidden' } });
    await note(page).waitFor({ state: 'detached' });
    expect(await page.page.locator('.corrected').count()).toBe(0);
    expect(await toggle(page).getAttribute('aria-pressed')).toBe('false');
    await toggle(page).click();
    expect((await page.posted('corrected')).at(-1)).toEqual({ type: 'corrected', request: 'show' });
    await page.send({ type: 'corrected', corrected });
    await page.row(2).locator('.corrected').waitFor();
    await page.close();
  });

  test('stands below its message, with what differs marked for eye and ear, and the place called approximate', async () => {
    const page = await show(view());
    await answered(page);
    expect(await note(page).ariaSnapshot()).toBe(
      `
- group "Corrected transcript":
  - text: 3 messages corrected (positions approximate).
  - button "Show all"
  - button "Hide"
`.trim(),
    );
    expect(await page.row(2).locator('.corrected').ariaSnapshot()).toBe(
      `
- text: "Corrected (position approximate): I was"
- deletion: "removed: charged"
- insertion: "added: billed"
- text: twice.
`.trim(),
    );
    expect(await page.row(2).getAttribute('aria-description')).toBe(
      'Corrected (position approximate): I was removed: charged added: billed twice.',
    );
    const lines = (tag: string) =>
      page
        .row(2)
        .locator(tag)
        .evaluate((element) => getComputedStyle(element).textDecorationLine);
    expect([await lines('del'), await lines('ins')]).toEqual(['line-through', 'underline']);
    expect(await page.row(0).locator('.corrected').count()).toBe(0);
    // What was heard is what it was, in its place.
    expect(await page.row(2).locator('.line .text').innerText()).toBe('I was charged twice.');
    const [above, below] = await Promise.all([
      page.row(2).locator('.line').boundingBox(),
      page.row(2).locator('.corrected').boundingBox(),
    ]);
    expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0) - 1);
    expect(await page.focusedIndex()).toBe(2);
    await page.close();
  });

  test('stands beside its message where there is room for both, and below it again where there is not', async () => {
    const page = await show(view({ flags: [flag('f1', 2)] }), { width: 1400, height: 900 });
    await answered(page);
    const boxes = async () => {
      const box = async (selector: string) => {
        const found = await page.row(2).locator(selector).first().boundingBox();
        if (found === null) throw new Error(`${selector} is not shown`);
        return { left: found.x, right: found.x + found.width, top: found.y, bottom: found.y + found.height };
      };
      return { heard: await box('.line'), corrected: await box('.corrected'), whole: await box('xpath=.') };
    };
    const wide = await boxes();
    expect(wide.corrected.left).toBeGreaterThanOrEqual(wide.heard.right);
    expect(Math.abs(wide.corrected.top - wide.heard.top)).toBeLessThan(3);
    // A row without a corrected line keeps its text where the others have theirs.
    expect((await page.row(0).locator('.line').boundingBox())?.width).toBe(wide.heard.right - wide.heard.left);
    // Nobody said it, and it has a corrected line: hidden all the same, and back again.
    await page.send({ type: 'dimmed', hidden: true });
    expect(await page.row(7).isVisible()).toBe(false);
    await page.send({ type: 'dimmed', hidden: false });
    expect(await page.row(7).isVisible()).toBe(true);
    await page.press('f');
    await page.composer.waitFor();
    const composer = await page.composer.boundingBox();
    expect(composer?.y).toBeGreaterThanOrEqual(Math.max(wide.heard.bottom, wide.corrected.bottom));
    expect(composer?.width).toBeGreaterThan((wide.whole.right - wide.whole.left) * 0.75);
    await page.page.setViewportSize({ width: 800, height: 900 });
    const narrow = await boxes();
    expect(narrow.corrected.top).toBeGreaterThanOrEqual(narrow.heard.bottom - 1);
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });

  test('is beside suggestions and flags, and no part of what is quoted', async () => {
    const page = await show(view({ flags: [flag('f1', 2)] }));
    await answered(page);
    const finding = { id: 'name:2', index: 2, flagType: 'misheard_name', note: 'Name misheard.' };
    const pathway: PathwayView = { gaps: [], nodes: [], rowNodes: [], findings: [finding], problem: null };
    await page.send({ type: 'pathway', pathway });
    expect(await page.row(2).getAttribute('aria-description')).toMatch(
      /^Corrected .*twice\.misheard_name\?Name misheard\.$|^Corrected .*Name misheard\.$/,
    );
    await page.send({ type: 'flags', flags: [flag('f1', 2), flag('f2', 2, { type: 'echo' })] });
    expect(await page.row(2).locator('.corrected').count()).toBe(1);
    await page
      .row(2)
      .locator('.corrected')
      .evaluate((element) => getSelection()?.selectAllChildren(element));
    await page.row(2).focus();
    await page.press('f');
    expect(await page.composer.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('');
    await page.close();
  });

  test('may take its time: that is said, and ends when it is cancelled', async () => {
    const page = await show(view());
    await answered(page, { kind: 'asking' });
    expect(await note(page).ariaSnapshot()).toBe(
      `
- group "Corrected transcript":
  - progressbar "Requesting the corrected transcript"
  - text: Requesting the corrected transcript. The first request processes the whole recording.
  - button "Cancel"
`.trim(),
    );
    await page.page.getByRole('button', { name: 'Cancel' }).focus();
    await page.press('Enter');
    expect((await page.posted('corrected')).at(-1)).toEqual({ type: 'corrected', request: 'hide' });
    expect(await note(page).count()).toBe(0);
    expect(await toggle(page).evaluate((button) => button === document.activeElement)).toBe(true);
    // An answer that was on its way is not wanted any more.
    await page.send({ type: 'corrected', corrected });
    await page.send({ type: 'say', text: 'Afterwards.', tone: 'info' });
    expect(await page.page.locator('.corrected').count()).toBe(0);
    await page.close();
  });

  test('that was refused says why, and what can be done', async () => {
    const page = await show(view());
    const actions = [
      { id: 'retry', label: 'Retry' },
      { id: 'callTriage.testConnection', label: 'Test Connection' },
    ];
    await answered(page, { kind: 'refused', sentence: 'The service pauses until 14:32.', actions });
    expect(await note(page).innerText()).toContain('The service pauses until 14:32.');
    expect(await page.said()).toContain('The service pauses until 14:32.');
    await page.page.getByRole('button', { name: 'Test Connection' }).click();
    expect(await page.posted('problem')).toEqual([{ type: 'problem', action: 'callTriage.testConnection' }]);
    await page.page.getByRole('button', { name: 'Retry' }).click();
    expect(await page.posted('corrected')).toHaveLength(2);
    await page.send({ type: 'corrected', corrected });
    await page.row(2).locator('.corrected').waitFor();
    await page.close();
  });

  test('may have nothing to correct, or parts that cannot be read', async () => {
    const page = await show(view());
    const same = corrected.kind === 'ready' ? corrected.lines.slice(0, 1) : [];
    await answered(page, { kind: 'ready', lines: same, broken: 0 });
    expect(await note(page).innerText()).toContain('No corrections.');
    await page.send({ type: 'corrected', corrected: { ...corrected, broken: 2 } as CorrectedView });
    await page.page.getByText('2 parts could not be read.').first().waitFor();
    await page.close();
  });

  test('is shown without a key where the host says that it was shown before, also after the page is drawn anew', async () => {
    const page = await show(view());
    await page.send({ type: 'corrected', corrected });
    await page.row(2).locator('.corrected').waitFor();
    expect(await toggle(page).getAttribute('aria-pressed')).toBe('true');
    await page.send({ type: 'state', state: { kind: 'ready', view: view({ masked: true }) } });
    expect(await page.page.locator('.corrected').count()).toBe(0);
    await page.send({ type: 'corrected', corrected: { kind: 'asking' } });
    await page.send({ type: 'corrected', corrected });
    await page.row(2).locator('.corrected').waitFor();
    await page.row(2).click();
    await page.press('w');
    expect(await page.posted('corrected')).toEqual([{ type: 'corrected', request: 'hide' }]);
    await page.close();
  });

  test('of a long call stands below rows that are built later, too', async () => {
    const rows = longRows(400);
    const page = await show(view({ rows }));
    const lines = rows.map(({ index, text }) => ({ index, parts: [{ kind: 'same', text } as const] }));
    await page.row(0).click();
    await page.press('w');
    await page.send({ type: 'corrected', corrected: { kind: 'ready', lines, broken: 0 } });
    await note(page).getByRole('button', { name: 'Show all' }).click();
    await page.row(0).focus();
    await page.press('End');
    expect(await page.row(399).locator('.corrected').innerText()).toContain('Message number 399');
    await page.close();
  });

  test('shows hostile text as text, at any width', async () => {
    const bad = `<img src=x onerror=alert(1)></script>\u202Eevil\u0000\uD800${'w'.repeat(5000)}`;
    const page = await show(view(), { width: 300 });
    const parts = (['same', 'removed', 'added'] as const).map((kind) => ({ kind, text: bad }));
    await answered(page, { kind: 'ready', lines: [{ index: 2, parts }], broken: 0 });
    expect(await page.row(2).locator('.corrected del').innerText()).toContain(
      '<img src=x onerror=alert(1)></script>evil',
    );
    expect(await page.page.locator('img').count()).toBe(0);
    expect(await page.overflow()).toBe(0);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });
});

describe.each(themeNames)('in %s', (theme) => {
  test('nobody is kept out', async () => {
    const page = await show(view({ flags: [flag('f1', 2)] }), { theme, width: 700, height: 900 });
    await answered(page, { kind: 'asking' });
    await page.page.mouse.move(699, 899);
    expect(await barriers(page)).toEqual([]);
    await page.send({
      type: 'corrected',
      corrected: { kind: 'refused', sentence: 'No.', actions: [{ id: 'retry', label: 'Retry' }] },
    });
    await page.page.getByRole('button', { name: 'Retry' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.send({ type: 'corrected', corrected });
    await page.row(2).locator('.corrected').waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });
});

import { describe, expect, test } from 'vitest';
import { useBrowser } from './support/page.ts';
import { flag, longRows, view } from './support/views.ts';

const { show } = useBrowser();

describe('the keyboard', () => {
  test('goes from a message to a flag: j, f, a digit, a note, Ctrl+Enter', async () => {
    const page = await show(view());
    await page.row(4).click();
    await page.press('j', 'j');
    expect(await page.focusedIndex()).toBe(5);
    await page.press('k', 'j', 'f', '2');
    await page.page.keyboard.type('Transferred without confirming the email.');
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([
      {
        type: 'flag/create',
        index: 5,
        others: [],
        flagType: 'wrong_pathway_node',
        note: 'Transferred without confirming the email.',
      },
    ]);
    expect(await page.composer.count()).toBe(0);
    expect(await page.focusedIndex()).toBe(5);
    await page.close();
  });

  test('moves through the rows in display order and stops at the ends', async () => {
    const page = await show(view());
    await page.row(4).click();
    const path: (number | undefined)[] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'j', 'Home', 'k']) {
      await page.press(key);
      path.push(await page.focusedIndex());
    }
    expect(path).toEqual([6, 5, 6, 10, 10, 0, 0]);
    expect(await page.list.locator('[aria-current="true"]').count()).toBe(1);
    expect(await page.row(0).getAttribute('aria-current')).toBe('true');
    await page.close();
  });

  test('keeps exactly one row, the selected one, in the tab order', async () => {
    const page = await show(view({ flags: [flag('f1', 3), flag('f2', 5)] }));
    const stops = (): Promise<(string | null)[]> =>
      page.list
        .locator('[tabindex="0"]')
        .evaluateAll((elements) =>
          elements.map((element) => element.getAttribute('data-message-index') ?? element.getAttribute('aria-label')),
        );
    expect(await stops()).toEqual(['0']);
    await page.row(3).click();
    expect(await stops()).toEqual(['3', 'Flag missed_handoff', 'Flag message']);
    await page.press('End');
    expect(await stops()).toEqual(['10', 'Flag message']);
    await page.close();
  });

  test('starts at what can be seen while nothing is selected', async () => {
    const page = await show(view({ rows: longRows(400) }), { height: 300 });
    await page.page.evaluate(() => window.scrollTo(0, 4000));
    await page.press('j');
    const index = await page.focusedIndex();
    expect(index).toBeGreaterThan(20);
    const inView = await page.row(index ?? 0).evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    expect(inView).toBe(true);
    await page.close();
  });

  test('pages down and up by what fits, never out of view', async () => {
    const page = await show(view({ rows: longRows(400) }), { height: 400 });
    await page.row(0).click();
    await page.press('PageDown');
    const down = (await page.focusedIndex()) ?? 0;
    expect(down).toBeGreaterThan(8);
    expect(down).toBeLessThan(20);
    await page.press('PageDown', 'PageUp');
    expect(await page.focusedIndex()).toBe(down);
    const covered = await page.row(down).evaluate((element) => {
      const bar = document.querySelector('.bar')?.getBoundingClientRect().bottom ?? 0;
      return element.getBoundingClientRect().top < bar;
    });
    expect(covered).toBe(false);
    await page.close();
  });

  test('reaches the chips and buttons of the selected row and comes back', async () => {
    const page = await show(view({ flags: [flag('f1', 5), flag('f2', 5, { type: 'dead_air' })] }));
    await page.row(5).click();
    const focused = (): Promise<string | null> =>
      page.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
    const path: (string | null)[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'Escape']) {
      await page.press(key);
      path.push(await focused());
    }
    const label = 'Agent, 0:16, OK, transferring you now., 2 flags';
    const chips = ['Flag missed_handoff', 'Flag dead_air', 'Flag message'];
    expect(path).toEqual([...chips, 'Flag message', 'Flag dead_air', label]);
    await page.press('Tab', 'Tab', 'Tab', 'Enter');
    expect(await page.composer.isVisible()).toBe(true);
    await page.close();
  });

  test('keeps its keys from the editor and leaves it all others', async () => {
    const page = await show(view());
    await page.row(1).click();
    await page.press('j', 'k', 'ArrowDown', 'End', 'Home', 'f', '1', 'Tab', 'Tab', 'x', 'Backspace', 'Escape');
    expect(await page.passed()).toEqual([]);
    await page.press('Control+p', 'Control+j', 'Control+f', 'F1', 'Escape', 'q');
    const others = (await page.passed()).filter((key) => key !== 'Control');
    expect(others).toEqual(['p', 'j', 'f', 'F1', 'Escape', 'q']);
    expect(await page.focusedIndex()).toBe(0);
    await page.close();
  });

  test('types instead of acting while something is typed', async () => {
    const page = await show(view());
    await page.row(1).click();
    await page.press('f', '1');
    await page.page.keyboard.type('fjk 123');
    expect(await page.page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('fjk 123');
    await page.page.getByRole('textbox', { name: 'New flag type' }).focus();
    await page.page.keyboard.type('2 jumps');
    expect(await page.page.getByRole('textbox', { name: 'New flag type' }).inputValue()).toBe('2 jumps');
    expect(await page.row(1).getAttribute('aria-current')).toBe('true');
    await page.press('F1', 'Control+p');
    expect((await page.passed()).filter((key) => key !== 'Control')).toEqual(['F1', 'p']);
    await page.close();
  });
});

import { describe, expect, test } from 'vitest';
import { barriers } from './support/barriers.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { flag, view } from './support/views.ts';
import { themeNames } from './themes.ts';

const { show } = useBrowser();

const failed = flag('f3', 8, {
  type: 'dead_air',
  state: 'failed',
  problem: 'The call is not attached to T-1042.',
  actions: ['attach', 'retry', 'discard'],
});

/** Marks the rows drawn now, to tell later which of them are still the same elements. */
async function markRows(page: TranscriptPage): Promise<void> {
  await page.page.evaluate(() => {
    for (const end of document.querySelectorAll('.row, .row .end')) end.setAttribute('data-before', '');
  });
}

describe('flags', () => {
  test('show on their rows what became of them', async () => {
    const flags = [
      flag('f1', 3, { note: 'Did not look.' }),
      flag('f2', 3, { type: 'wrong_tone', state: 'pending' }),
      flag('f4', 5, { type: 'wrong_pathway_node', state: 'removing' }),
      failed,
    ];
    const page = await show(view({ flags }));
    expect(await page.row(3).ariaSnapshot()).toBe(
      `
- listitem "Agent, 0:07, Sorry about that., 2 flags":
  - text: 0:07 Agent Sorry about that.
  - button "Flag missed_handoff": missed_handoff
  - button "Flag wrong_tone, not saved yet": wrong_tone
  - text: Did not look.
`.trim(),
    );
    expect(await page.row(5).getByRole('button', { name: 'Flag wrong_pathway_node, being removed' }).count()).toBe(1);
    expect(await page.row(8).locator('.under').ariaSnapshot()).toBe(
      `
- text: The call is not attached to T-1042.
- button "Attach and Flag"
- button "Retry"
- button "Discard"
`.trim(),
    );
    await page.close();
  });

  test('say who put them there, when, at which node, and the note as it was written', async () => {
    const note = 'First line.\n\n  Second.';
    const made = { author: 'Ada Lovelace', createdAt: '2026-05-01T10:00:00Z', node: 'Verify identity', note };
    const page = await show(view({ flags: [flag('f1', 5, made), flag('f2', null)] }));
    expect(await page.flag('f1').getAttribute('title')).toBe(
      `Flag missed_handoff\n0:16 · #5\nAda Lovelace · May 1, 2026, 10:00:00 AM UTC\nNode: Verify identity\n\n${note}`,
    );
    expect(await page.flag('f2').getAttribute('title')).toBe('Flag missed_handoff\nWhole call');
    await page.close();
  });

  test('that wait for the service say so, in words where there is room', async () => {
    const waiting = { state: 'pending', waiting: 'waiting for the service' } as const;
    const page = await show(view({ flags: [flag('f1', 5, waiting)] }));
    const name = 'Flag missed_handoff, waiting for the service';
    expect(await page.row(5).getByRole('button', { name }).innerText()).toContain('waiting for the service');
    await page.page.setViewportSize({ width: 300, height: 600 });
    expect(await page.row(5).getByRole('button', { name }).getAttribute('title')).toContain('waiting for the service');
    expect(await page.overflow()).toBe(0);
    await page.send({ type: 'flags', flags: [flag('f1', 5)] });
    expect(await page.flag('f1').getAttribute('aria-label')).toBe('Flag missed_handoff');
    await page.close();
  });

  test.each(themeNames)('that are stored, pending and suggested differ in shape and sign in %s', async (theme) => {
    const waiting = flag('f3', 7, { state: 'pending', waiting: 'waiting for the service' });
    const page = await show(view({ flags: [flag('f1', 5), flag('f2', 6, { state: 'pending' }), waiting] }), { theme });
    const finding = { id: 'n', index: 4, flagType: 'dead_air', note: 'About 9 s of silence.' };
    const nothing = { gaps: [], nodes: [], rowNodes: [], problem: null };
    await page.send({ type: 'pathway', pathway: { ...nothing, findings: [finding] } });
    const looks = await page.page.locator('.row .chip').evaluateAll((chips) =>
      chips.map((chip) => {
        const { borderTopStyle, borderTopLeftRadius, backgroundColor } = getComputedStyle(chip);
        const filled = !['rgba(0, 0, 0, 0)', 'rgb(0, 0, 0)'].includes(backgroundColor);
        return [chip.querySelector('.codicon')?.className, borderTopStyle, borderTopLeftRadius, filled].join(' ');
      }),
    );
    expect(looks).toEqual([
      'codicon codicon-lightbulb dashed 9px false',
      'codicon codicon-sync solid 3px false',
      'codicon codicon-flag solid 3px true',
      'codicon codicon-watch solid 3px false',
    ]);
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });

  test('that failed offer what can be done about it', async () => {
    const page = await show(view({ flags: [failed] }));
    for (const name of ['Attach and Flag', 'Retry', 'Discard']) await page.page.getByRole('button', { name }).click();
    expect(await page.posted('flag/resolve')).toEqual([
      { type: 'flag/resolve', id: 'f3', action: 'attach' },
      { type: 'flag/resolve', id: 'f3', action: 'retry' },
      { type: 'flag/resolve', id: 'f3', action: 'discard' },
    ]);
    await page.close();
  });

  test('that failed can be resolved by keyboard alone', async () => {
    const page = await show(view({ flags: [failed] }));
    await page.row(8).click();
    await page.press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter');
    expect(await page.posted('flag/resolve')).toEqual([{ type: 'flag/resolve', id: 'f3', action: 'attach' }]);
    expect(await page.composer.count()).toBe(0);
    await page.close();
  });

  test('that fail are said', async () => {
    const page = await show(view({ flags: [{ ...failed, state: 'pending' }] }));
    await page.send({ type: 'flags', flags: [failed] });
    expect(await page.said()).toBe('The call is not attached to T-1042.');
    await page.close();
  });

  test.each(['Delete', 'Backspace'])('are removed by %s', async (key) => {
    const page = await show(view({ flags: [flag('f1', 5), failed, flag('f4', 4, { state: 'removing' })] }));
    await page.row(5).click();
    await page.press(key);
    expect(await page.posted('flag/remove')).toEqual([]);
    await page.press('ArrowRight', key);
    await page.row(4).locator('.chip').focus();
    await page.press(key);
    expect(await page.posted('flag/remove')).toEqual([{ type: 'flag/remove', id: 'f1' }]);
    await page.row(8).locator('.chip').focus();
    await page.press(key);
    expect(await page.posted('flag/remove')).toHaveLength(1);
    expect(await page.posted('flag/resolve')).toEqual([{ type: 'flag/resolve', id: 'f3', action: 'discard' }]);
    await page.close();
  });

  test('without a message are listed after the end, with everything they have', async () => {
    const flags = [
      flag('whole', null, { type: 'hallucination', note: 'The whole call.' }),
      flag('gone', 4711, { state: 'failed', problem: 'No such message.', actions: ['discard'] }),
    ];
    const page = await show(view({ flags }));
    const section = page.page.getByRole('region', { name: 'Flags on the whole call' });
    expect(await section.ariaSnapshot()).toBe(
      `
- region "Flags on the whole call":
  - heading "Flags on the whole call" [level=2]
  - list:
    - listitem:
      - button "Flag hallucination": hallucination
      - text: The whole call.
    - listitem:
      - button "Flag missed_handoff, not saved": missed_handoff
      - text: No such message.
      - button "Discard"
`.trim(),
    );
    await page.flag('whole').focus();
    await page.press('Delete');
    expect(await page.posted('flag/remove')).toEqual([{ type: 'flag/remove', id: 'whole' }]);
    await page.send({ type: 'flags', flags: [] });
    expect(await section.count()).toBe(0);
    await page.close();
  });

  test('show their whole note when asked', async () => {
    const note = 'A long story about what went wrong. '.repeat(20).trim();
    const page = await show(view({ flags: [flag('f1', 3, { note })] }));
    const height = (): Promise<number> =>
      page.page.locator('.note').evaluate((element) => element.getBoundingClientRect().height);
    const before = await height();
    await page.flag('f1').click();
    expect(await page.flag('f1').getAttribute('aria-expanded')).toBe('true');
    expect(await height()).toBeGreaterThan(before * 2);
    await page.send({ type: 'flags', flags: [flag('f1', 3, { note }), flag('f2', 3)] });
    expect(await height()).toBeGreaterThan(before * 2);
    await page.page.locator('.note').click();
    expect(await height()).toBe(before);
    await page.close();
  });

  test('that change touch their own rows only', async () => {
    const page = await show(view({ flags: [flag('f1', 3), flag('f2', 5)] }));
    await markRows(page);
    await page.send({ type: 'flags', flags: [flag('f1', 3), flag('f2', 5, { state: 'removing' }), flag('f3', 6)] });
    expect(await page.page.locator('.row:not([data-before])').count()).toBe(0);
    expect(await page.page.locator('.end[data-before] .chip').evaluateAll((chips) => chips.length)).toBe(1);
    expect(await page.flag('f2').getAttribute('aria-label')).toBe('Flag missed_handoff, being removed');
    expect(await page.row(6).getAttribute('aria-label')).toBe('Caller, 0:15, Can you just get me billing?, 1 flag');
    await page.send({ type: 'flags', flags: [] });
    expect(await page.page.locator('.chip').count()).toBe(0);
    expect(await page.row(6).getAttribute('aria-label')).toBe('Caller, 0:15, Can you just get me billing?');
    await page.close();
  });

  test('keep the keyboard when they become stored under another id', async () => {
    const page = await show(view({ flags: [flag('outbox-1', 5, { state: 'pending' })] }));
    await page.row(5).click();
    await page.press('ArrowRight');
    await page.send({ type: 'flags', flags: [flag('server-1', 5)] });
    expect(await page.flag('server-1').evaluate((element) => element === document.activeElement)).toBe(true);
    await page.send({ type: 'flags', flags: [] });
    expect(await page.focusedIndex()).toBe(5);
    await page.close();
  });

  test('arriving while one writes disturb nothing', async () => {
    const page = await show(view());
    await page.row(5).click();
    await page.press('f', '1');
    await page.page.keyboard.type('one ');
    await page.send({ type: 'flags', flags: [flag('f1', 5, { note: 'Mine' })] });
    await page.page.keyboard.type('two');
    expect(await page.page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('one two');
    const order = await page
      .row(5)
      .locator('.under > *')
      .evaluateAll((parts) => parts.map((part) => part.className));
    expect(order).toEqual(['flags', 'composer']);
    await page.close();
  });

  test('arriving while the editor has the keyboard leave it there', async () => {
    const page = await show(view({ flags: [flag('f1', 5)] }));
    const focused = (): Promise<string> => page.page.evaluate(() => document.activeElement?.className ?? '');
    const away = (): Promise<void> => page.page.evaluate(() => void (document.hasFocus = () => false));
    await page.flag('f1').focus();
    await away();
    await page.send({ type: 'flags', flags: [flag('f1', 5, { note: 'Said more' })] });
    expect(await focused()).not.toContain('chip');
    await page.page.evaluate(() => Reflect.deleteProperty(document, 'hasFocus'));
    await page.row(5).click();
    await page.press('f');
    await page.composer.getByRole('radio').first().focus();
    await away();
    await page.send({ type: 'flagTypes', flagTypes: [{ type: 'dead_air', description: '', usageCount: 1 }] });
    await page.composer.getByRole('radio', { name: 'dead_air' }).waitFor();
    expect(await page.page.evaluate(() => document.activeElement?.getAttribute('role') ?? '')).toBe('');
    await page.close();
  });

  test('can be gone to from the list beside a wide transcript', async () => {
    const page = await show(view({ flags: [flag('f2', 5), flag('f1', 3)] }), { width: 1200 });
    const outline = page.page.getByRole('navigation', { name: 'Flags' });
    expect(await outline.getByRole('list').ariaSnapshot()).toBe(
      `
- list:
  - listitem:
    - button "missed_handoff 0:07 Sorry about that."
  - listitem:
    - button "missed_handoff 0:16 OK, transferring you now."
`.trim(),
    );
    await outline.getByRole('button').last().click();
    expect(await page.focusedIndex()).toBe(5);
    expect(await page.page.locator('[data-flag-id="f2"]').count()).toBe(1);
    await page.page.setViewportSize({ width: 700, height: 600 });
    expect(await outline.isVisible()).toBe(false);
    await page.close();
  });
});

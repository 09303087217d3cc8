import { describe, expect, test } from 'vitest';
import type { EventLine, PathwayView } from '../../src/shared/pathway.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { flag, longRows, view } from './support/views.ts';

const { show } = useBrowser();

const line = (words: string, change: Partial<EventLine> = {}): EventLine => ({
  words,
  short: null,
  detail: null,
  seconds: 8,
  trouble: false,
  ...change,
});

const pathway: PathwayView = {
  gaps: [
    { after: null, events: [line('Conversation started', { seconds: 0 })] },
    {
      after: 4,
      events: [
        line('Webhook get_order · 200 · 212 ms', { short: 'webhook 200 · 212 ms', detail: '{"id":7}' }),
        line('Set email = jane@example.com', { short: 'email = jane@example.com' }),
        line('Webhook send · 500', { short: 'webhook 500', trouble: true, seconds: 9 }),
      ],
    },
  ],
  nodes: ['Verify identity', 'Billing'],
  rowNodes: [null, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1],
  findings: [],
  problem: null,
};

const gap = (page: TranscriptPage) => page.row(4).getByRole('button', { name: /events/ });

describe('what the agent was doing', () => {
  test('says above it why messages may be missing there, also to a screen reader', async () => {
    const page = await show(view());
    const missing = 'No messages for 28 s in node <Billing>. Its settings may turn off logging.';
    const gaps = pathway.gaps.map((one) => (one.after === 4 ? { ...one, missing } : one));
    await page.send({ type: 'pathway', pathway: { ...pathway, gaps } });
    await page.row(4).getByText(missing).waitFor();
    expect(await page.row(4).getAttribute('aria-description')).toBe(missing);
    expect(await page.page.locator('.missing').count()).toBe(1);
    await gap(page).click();
    await page.row(4).getByText(missing).waitFor();
    await page.close();
  });

  test('does not move the message that somebody reads when it comes later', async () => {
    const page = await show(view({ rows: longRows(200) }));
    await page.send({ type: 'reveal', index: 100 });
    const row = page.row(100);
    const top = () => row.evaluate((element) => Math.round(element.getBoundingClientRect().top));
    const before = await top();
    const gaps = Array.from({ length: 200 }, (_, after) => ({ after, events: [line('Webhook send · 500')] }));
    await page.send({ type: 'pathway', pathway: { ...pathway, gaps, rowNodes: [], nodes: [] } });
    await page.row(99).locator('.gap').waitFor();
    await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThanOrEqual(2);
    await page.close();
  });

  test('is one line after its message, and all of it once that is opened', async () => {
    const page = await show(view());
    await page.send({ type: 'pathway', pathway });
    expect(await page.row(4).locator('.gap').ariaSnapshot()).toBe(
      `- button "3 events webhook 200 · 212 ms email = jane@example.com webhook 500"`,
    );
    await gap(page).click();
    expect(await page.row(4).locator('.gap').ariaSnapshot()).toBe(
      `
- button "3 events webhook 200 · 212 ms email = jane@example.com webhook 500" [expanded]
- list:
  - listitem: "0:08 Webhook get_order · 200 · 212 ms {\\"id\\":7}"
  - listitem: 0:08 Set email = jane@example.com
  - listitem: 0:09 Webhook send · 500
`.trim(),
    );
    await gap(page).click();
    expect(await page.row(4).getByRole('list').count()).toBe(0);
    expect(await page.page.getByRole('button', { name: '1 event' }).count()).toBe(1);
    expect(await page.row(3).locator('.gap').count()).toBe(0);
    await page.close();
  });

  test('is reached from its row with the arrow keys, opened by Enter and Space, and left by Escape', async () => {
    const page = await show(view({ flags: [flag('f1', 4)] }));
    await page.send({ type: 'pathway', pathway });
    await page.row(4).focus();
    await page.press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter');
    expect(await gap(page).getAttribute('aria-expanded')).toBe('true');
    await page.press('Space');
    expect(await gap(page).getAttribute('aria-expanded')).toBe('false');
    expect(await page.composer.count()).toBe(0);
    await page.press('Escape');
    expect(await page.focusedIndex()).toBe(4);
    await page.press('j');
    expect(await page.focusedIndex()).toBe(6);
    await page.close();
  });

  test('may come late and change: focus, selection, and what is open stay', async () => {
    const page = await show(view());
    await page.row(4).focus();
    await page.send({ type: 'pathway', pathway });
    await page.press('ArrowRight', 'ArrowRight', 'Enter');
    const more = [...pathway.gaps, { after: 10, events: [line('Tag: done')] }];
    await page.send({ type: 'pathway', pathway: { ...pathway, gaps: more } });
    expect(await gap(page).evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await gap(page).getAttribute('aria-expanded')).toBe('true');
    expect(await page.row(10).getByRole('button', { name: '1 event' }).count()).toBe(1);
    expect(await page.row(4).getAttribute('aria-current')).toBe('true');
    await page.close();
  });

  test('leaves the composer above it, and flags keep their place', async () => {
    const page = await show(view());
    await page.send({ type: 'pathway', pathway });
    await page.row(4).click();
    await page.press('f');
    const bottom = await page.composer.evaluate((element) => element.getBoundingClientRect().bottom);
    const top = await gap(page).evaluate((element) => element.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(bottom);
    await page.close();
  });

  test('that is not known is one quiet sentence; a call without any shows nothing', async () => {
    const page = await show(view());
    const nothing = { gaps: [], nodes: [], rowNodes: [], findings: [], problem: null };
    await page.send({ type: 'pathway', pathway: nothing });
    expect(await page.page.locator('.gap, .node:visible').count()).toBe(0);
    await page.send({ type: 'pathway', pathway: { ...nothing, problem: 'The key has no access to events.' } });
    expect(await page.page.getByText('The key has no access to events.').isVisible()).toBe(true);
    expect(await page.page.locator('.row').count()).toBe(11);
    await page.close();
  });

  test('shows hostile text as text', async () => {
    const bad = `<img src=x onerror=alert(1)></script>\u202Eevil\u0000${'w'.repeat(5000)}`;
    const page = await show(view(), { width: 300 });
    const events = [line(bad, { short: bad, detail: bad, trouble: true })];
    const nodes = [bad, bad];
    await page.send({ type: 'pathway', pathway: { ...pathway, gaps: [{ after: 4, events }], nodes, problem: bad } });
    await page.row(4).locator('.gap-button').click();
    expect(await page.row(4).locator('.gap li').innerText()).toContain('<img src=x onerror=alert(1)></script>evil');
    expect(await page.page.locator('img').count()).toBe(0);
    expect(await page.overflow()).toBe(0);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });
});

describe('the node', () => {
  test('opens its file from the line above the messages, and from the event that entered it', async () => {
    const rows = longRows(300);
    const page = await show(view({ rows }));
    const entered = line('Node entered: Billing', { nodeId: 'billing' });
    const gaps = [{ after: 4, events: [entered] }];
    await page.send({ type: 'pathway', pathway: { ...pathway, gaps, rowNodes: rows.map(() => 0) } });
    await page.page.getByRole('note', { name: 'Node' }).getByRole('button', { name: 'Verify identity' }).click();
    await page.row(4).getByRole('button', { name: '1 event' }).click();
    await page.row(4).getByRole('button', { name: 'Open Node' }).click();
    expect(await page.posted('node/open')).toEqual([
      { type: 'node/open', node: { index: 0 } },
      { type: 'node/open', node: { nodeId: 'billing' } },
    ]);
    await page.close();
  });

  test('stands in the composer of its message, also when it becomes known later', async () => {
    const page = await show(view());
    await page.row(4).click();
    await page.press('f');
    expect(await page.page.locator('.composer-node').isVisible()).toBe(false);
    await page.send({ type: 'pathway', pathway });
    expect(await page.composer.getByTitle('Node', { exact: true }).innerText()).toBe('Verify identity');
    await page.press('Escape');
    await page.row(7).click();
    await page.press('f');
    expect(await page.composer.getByTitle('Node', { exact: true }).innerText()).toBe('Billing');
    await page.press('1', 'Control+Enter');
    expect(await page.posted('flag/create')).toEqual([
      { type: 'flag/create', index: 7, others: [], flagType: 'missed_handoff', note: '' },
    ]);
    await page.close();
  });

  test('of the topmost message stays in sight while the transcript scrolls', async () => {
    const rows = longRows(300);
    const page = await show(view({ rows }));
    const rowNodes = rows.map((_, position) => (position < 100 ? 0 : 1));
    await page.send({ type: 'pathway', pathway: { ...pathway, gaps: [], rowNodes } });
    const node = page.page.getByRole('note', { name: 'Node' });
    expect(await node.innerText()).toBe('Verify identity');
    await page.row(0).focus();
    await page.press('End');
    await page.page.waitForFunction(() => document.querySelector('.node')?.textContent === 'Billing');
    expect(await node.isVisible()).toBe(true);
    await page.press('Home');
    await page.page.waitForFunction(() => document.querySelector('.node')?.textContent === 'Verify identity');
    const [below, first] = await Promise.all([
      node.evaluate((element) => element.getBoundingClientRect().bottom),
      page.row(0).evaluate((element) => element.getBoundingClientRect().top),
    ]);
    expect(first).toBeGreaterThanOrEqual(below - 1);
    await page.close();
  });
});

describe('a suggestion', () => {
  const finding = {
    id: 'silence:6',
    index: 6,
    flagType: 'dead_air',
    note: 'About 9 s of silence before this message.',
  };
  const suggested = { ...pathway, findings: [finding, { ...finding, id: 'repeated:10', index: 10, flagType: 'echo' }] };
  const name = 'Suggested flag dead_air: About 9 s of silence before this message.';

  test('stands on its message, and becomes a flag in the composer, which it fills', async () => {
    const page = await show(view());
    await page.send({ type: 'pathway', pathway: suggested });
    expect(await page.row(6).ariaSnapshot()).toContain(`button "${name}"`);
    await page.row(6).focus();
    await page.press('ArrowRight', 'ArrowRight', 'Enter');
    expect(await page.composer.getByRole('radio', { name: 'dead_air', checked: true }).count()).toBe(1);
    expect(await page.composer.getByRole('textbox', { name: 'Note' }).inputValue()).toBe(finding.note);
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([
      { type: 'flag/create', index: 6, others: [], flagType: 'dead_air', note: finding.note },
    ]);
    await page.send({ type: 'flags', flags: [flag('f1', 6, { type: 'dead_air', state: 'pending' })] });
    expect(await page.row(6).locator('.finding').count()).toBe(0);
    await page.close();
  });

  test('never takes the place of what is written already', async () => {
    const page = await show(view({ drafts: [{ index: 6, flagType: 'wrong_tone', isNew: false, note: 'Mine.' }] }));
    await page.send({ type: 'pathway', pathway: suggested });
    await page.row(6).getByRole('button', { name }).click();
    expect(await page.composer.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Mine.');
    await page.close();
  });

  test('is stored as it is by Ctrl+Enter, and dismissed by Delete or its button', async () => {
    const page = await show(view());
    await page.send({ type: 'pathway', pathway: suggested });
    await page.row(6).getByRole('button', { name }).focus();
    await page.press('Control+Enter', 'Delete');
    await page.row(10).getByRole('button', { name: 'Dismiss' }).click();
    expect(await page.posted('finding')).toEqual([
      { type: 'finding', id: 'silence:6', action: 'store' },
      { type: 'finding', id: 'silence:6', action: 'dismiss' },
      { type: 'finding', id: 'repeated:10', action: 'dismiss' },
    ]);
    expect(await page.composer.count()).toBe(0);
    await page.row(6).getByRole('button', { name }).focus();
    await page.send({ type: 'pathway', pathway });
    expect(await page.focusedIndex()).toBe(6);
    await page.close();
  });

  test('is gone to by e and E, one after the other, and selected along with its message', async () => {
    const page = await show(view());
    const second = { ...finding, id: 'digit:6', flagType: 'misheard_number', note: 'Digits misheard.' };
    await page.send({ type: 'pathway', pathway: { ...suggested, findings: [...suggested.findings, second] } });
    const at = (): Promise<string> =>
      page.page.evaluate(() => {
        const index = document.querySelector('[aria-current]')?.getAttribute('data-message-index');
        return `${index} ${document.activeElement?.textContent}`;
      });
    await page.row(0).focus();
    const path: string[] = [];
    for (const key of ['e', 'e', 'e', 'e', 'E', 'E', 'E', 'ArrowLeft', 'e']) {
      await page.press(key);
      path.push(await at());
    }
    const [first, other, last] = ['6 dead_air?', '6 misheard_number?', '10 echo?'];
    expect(path.slice(0, 7)).toEqual([first, other, last, last, other, first, first]);
    expect(await page.said()).toBe('No more suggestions above.');
    await page.press('Escape', 'e', 'Enter');
    expect(await page.composer.getByRole('radio', { name: 'dead_air', checked: true }).count()).toBe(1);
    expect(await page.composer.getByRole('textbox', { name: 'Note' }).inputValue()).toBe(finding.note);
    await page.close();
  });

  test.each([800, 300])('is brought into view whole at %i px', async (width) => {
    const rows = longRows(200);
    const page = await show(view({ rows }), { width, height: 300 });
    const note = 'The agent has said this before. '.repeat(4).trim();
    const findings = [40, 120].map((index) => ({ ...finding, id: `n:${index}`, index, note }));
    await page.send({ type: 'pathway', pathway: { ...pathway, gaps: [], rowNodes: rows.map(() => 0), findings } });
    await page.row(0).focus();
    for (const [key, index] of [
      ['e', 40],
      ['e', 120],
      ['E', 40],
    ] as const) {
      await page.press(key);
      const inSight = (): Promise<boolean> =>
        page.row(index).evaluate((row) => {
          const { bottom } = row.querySelector('.finding')!.getBoundingClientRect();
          return (
            row.getBoundingClientRect().top >= document.querySelector('.node')!.getBoundingClientRect().bottom - 1 &&
            bottom <= innerHeight
          );
        });
      await expect.poll(inSight).toBe(true);
    }
    await page.close();
  });

  test('shows hostile text as text', async () => {
    const bad = `<img src=x onerror=alert(1)>\u202E${'w'.repeat(3000)}`;
    const page = await show(view(), { width: 300 });
    await page.send({ type: 'pathway', pathway: { ...pathway, findings: [{ ...finding, flagType: bad, note: bad }] } });
    expect(await page.row(6).locator('.finding').innerText()).toContain('<img src=x onerror=alert(1)>');
    expect(await page.page.locator('img').count()).toBe(0);
    expect(await page.overflow()).toBe(0);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });
});

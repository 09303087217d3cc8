import { describe, expect, test } from 'vitest';
import { useBrowser } from './support/page.ts';
import { flag, header, row, rows, view } from './support/views.ts';

const { show } = useBrowser();

describe('the rows', () => {
  test('read as time, speaker and text, with their flags and a label of their own', async () => {
    const page = await show(view({ flags: [flag('f1', 5, { note: 'Did not verify.' })], rows: rows.slice(0, 7) }));
    expect(await page.page.locator('main').ariaSnapshot()).toBe(
      `
- main:
  - button "T-1042, change issue": T-1042
  - heading "Agent skipped the verification step" [level=1]
  - text: high · in progress
  - group "Call":
    - button "Corrected transcript"
    - button "Flags"
    - button "Open as text"
    - button "Copy link"
    - button "Hide non-speech messages"
    - button "Mask personal data"
    - button "Keyboard shortcuts"
  - group "Recording":
    - button "Play"
    - slider "Position in the recording": "0"
    - text: 0:00 / 1:19
    - combobox "Speed":
      - option "0.75×"
      - option "1×" [selected]
      - option "1.25×"
      - option "1.5×"
      - option "1.75×"
      - option "2×"
    - button "Skip silence"
    - button "Waveform"
  - paragraph: Apr 30, 2026, 2:32 PM · 1:19 · +1 415 555 0111 · inbound · ended by agent
  - paragraph: Caller wanted billing; the agent transferred before verifying the account.
  - button "Details"
  - list "Transcript":
    - listitem "Action, 0:00, Call started": 0:00 Action Call started
    - listitem "Agent, 0:01, Thanks for calling Acme, how can I help?": 0:01 Agent Thanks for calling Acme, how can I help?
    - listitem "Caller, 0:06, I was charged twice.": 0:06 Caller I was charged twice.
    - listitem "Agent, 0:07, Sorry about that.": 0:07 Agent Sorry about that.
    - listitem "Agent, 0:07, What is your email?": 0:07 What is your email?
    - listitem "Caller, 0:15, Can you just get me billing?": 0:15 Caller Can you just get me billing?
    - listitem "Agent, 0:16, OK, transferring you now., 1 flag":
      - text: 0:16 Agent OK, transferring you now.
      - button "Flag missed_handoff": missed_handoff
      - text: Did not verify.
  - alert
`.trim(),
    );
    await page.close();
  });

  test('say how long the agent took, where the platform of the call says so', async () => {
    const [first, second] = rows.slice(0, 2).map((one) => ({ ...one, text: 'Hi.' }));
    const flags = [flag('f1', first!.index)];
    const page = await show(view({ flags, rows: [first!, second!].map((one) => ({ ...one, latency: 1240 })) }));
    const drawn = page.list.locator('[data-message-index]');
    expect(await drawn.locator('.latency').allTextContents()).toEqual(['1.2 s', '1.2 s']);
    expect(await drawn.locator('.end').count()).toBe(2);
    expect(await drawn.last().getAttribute('aria-label')).toMatch(/, Hi\., response time 1\.2 s$/);
    await page.close();
  });

  test('stand in display order and carry the raw index', async () => {
    const page = await show(view());
    const drawn = await page.list
      .locator('[data-message-index]')
      .evaluateAll((elements) => elements.map((element) => Number(element.getAttribute('data-message-index'))));
    expect(drawn).toEqual([0, 1, 2, 3, 4, 6, 5, 7, 8, 9, 10]);
    await page.close();
  });

  test('dim what nobody said, and nothing else', async () => {
    const page = await show(view());
    const dimmed = await page.list
      .locator('.dim')
      .evaluateAll((elements) => elements.map((element) => Number(element.getAttribute('data-message-index'))));
    expect(dimmed).toEqual([0, 7, 8, 10]);
    const color = (index: number): Promise<string> =>
      page
        .row(index)
        .locator('.text')
        .evaluate((element) => getComputedStyle(element).color);
    expect(await color(8)).not.toBe(await color(1));
    await page.close();
  });

  test('of one speaker within a second show the speaker once and stay rows of their own', async () => {
    const page = await show(view());
    expect(await page.row(3).locator('.speaker').isVisible()).toBe(true);
    expect(await page.row(4).locator('.speaker').isVisible()).toBe(false);
    expect(await page.row(4).getAttribute('aria-label')).toBe('Agent, 0:07, What is your email?');
    await page.close();
  });

  test('align their columns', async () => {
    const page = await show(view());
    const lefts = await page.list
      .locator('.text')
      .evaluateAll((elements) => elements.map((element) => Math.round(element.getBoundingClientRect().left)));
    expect(lefts).toHaveLength(11);
    expect(new Set(lefts).size).toBe(1);
    await page.close();
  });

  test('have two names, time and index: the selected one shows both, and nothing moves for it', async () => {
    for (const width of [800, 300]) {
      const page = await show(view(), { width });
      const named = (index: number): Promise<string> =>
        page
          .row(index)
          .evaluate((row) =>
            ['.time', '.speaker']
              .flatMap((part) =>
                ['::before', '::after'].map((at) => getComputedStyle(row.querySelector(part)!, at).content),
              )
              .join(''),
          );
      const left = (): Promise<number> =>
        page.row(5).evaluate((row) => row.querySelector('.text')!.getBoundingClientRect().left);
      const before = await left();
      expect(await named(5)).not.toContain('#');
      await page.row(5).click();
      expect(await named(5)).toContain('#');
      expect(await named(6)).not.toContain('#');
      expect(await left()).toBe(before);
      await page.close();
    }
  });

  test('tell the clock time and the index when the pointer rests on the time', async () => {
    const page = await show(view());
    await page.row(2).locator('.time').hover();
    expect(await page.row(2).locator('.time').getAttribute('title')).toBe('0:06 · #2\nApr 30, 2026, 2:32:06 PM UTC');
    await page.row(9).locator('.speaker').hover();
    expect(await page.row(9).locator('.time').getAttribute('title')).toBeNull();
    await page.close();
  });

  test('write times beyond an hour, before the call and without text', async () => {
    const odd = [row(0, -3, 'agent', 'Early'), row(1, 3725.9, 'agent', ' '), row(2, null, 'caller', '')];
    const page = await show(view({ rows: odd }));
    expect(await page.list.ariaSnapshot()).toBe(
      `
- list "Transcript":
  - listitem "Agent, -0:03, Early": "-0:03 Agent Early"
  - listitem "Agent, 1:02:05, no text": 1:02:05 Agent (no text)
  - listitem "Caller, no text": Caller (no text)
`.trim(),
    );
    await page.close();
  });

  test('say when only the start of a text is shown', async () => {
    const long = { ...row(0, 0, 'caller', 'x'.repeat(20_000)), fullLength: 5_000_000 };
    const page = await show(view({ rows: [long, row(1, 1, 'agent', 'Sorry?')] }), { width: 500 });
    expect(await page.row(0).locator('.text').textContent()).toHaveLength(20_000);
    expect(await page.row(0).locator('.cut').textContent()).toBe('Showing the first 20,000 of 5,000,000 characters.');
    const label = await page.row(0).getAttribute('aria-label');
    expect(label?.length).toBeLessThan(400);
    expect(await page.overflow()).toBe(0);
    await page.close();
  });
});

describe('hostile text', () => {
  const html = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script><b>bold</b>';

  test('stays text wherever it is shown', async () => {
    const page = await show(
      view({
        header: {
          kind: 'call',
          callId: '"><script>',
          number: html,
          facts: [html],
          summary: html,
          fields: [{ id: '"><b>', label: html, value: html, verbatim: false }],
          issue: { issueId: '"}', code: html, title: html, facts: [html] },
        },
        rows: [{ ...row(0, 0, 'other', html), speaker: html }],
        flags: [
          flag('"><b>', 0, { type: html, note: html, state: 'failed', problem: html, actions: ['retry'] }),
          flag('loose', 99, { type: html, note: html }),
        ],
        flagTypes: [{ type: html, description: html, usageCount: 1 }],
      }),
    );
    await page.page.getByRole('button', { name: 'Details' }).click();
    expect(await page.page.locator('.field-value').textContent()).toBe(html);
    await page.row(0).click();
    await page.press('f');
    await page.composer.waitFor();
    await page.send({ type: 'say', text: html, tone: 'warning' });
    expect(await page.page.locator('main :is(img, b, script)').count()).toBe(0);
    expect(await page.page.title()).toBe('transcript');
    expect(await page.row(0).locator('.text').textContent()).toBe(html);
    expect((await page.contextOf(page.row(0)))['callId']).toBe('"><script>');
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });

  test('loses control characters and direction overrides, and keeps what it says', async () => {
    const nasty = 'a\u0000b\u001B[31mc\u0085d \u202Egnitirw\u202C e\u2066f\r\nnext\tline';
    const page = await show(view({ rows: [{ ...row(0, 0, 'other', nasty), speaker: 'x\u202Ey' }] }));
    expect(await page.row(0).locator('.text').textContent()).toBe('ab[31mcd gnitirw ef\nnext\tline');
    expect(await page.row(0).locator('.speaker').textContent()).toBe('xy');
    await page.close();
  });

  test('right-to-left runs from the right and disturbs no neighbour', async () => {
    const page = await show(view({ rows: [row(0, 0, 'caller', 'שלום, מה שלומך?'), row(1, 1, 'agent', 'Hello')] }));
    const direction = await page
      .row(0)
      .locator('.text')
      .evaluate((element) => getComputedStyle(element).direction);
    expect(direction).toBe('rtl');
    const order = await page
      .row(0)
      .evaluate((element) =>
        ['.time', '.speaker', '.text'].map((part) => element.querySelector(part)?.getBoundingClientRect().left ?? 0),
      );
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    await page.close();
  });
});

describe('the header', () => {
  test('names the call where it is read without an issue', async () => {
    const page = await show(view({ canFlag: false, header: { ...header, issue: null, summary: '' } }));
    expect(
      await page.page.locator('.bar > :not(.bar-actions, .player, [hidden]), .call-facts').allTextContents(),
    ).toEqual(['No Issue', '+1 415 555 0111', 'Apr 30, 2026, 2:32 PM · 1:19 · inbound · ended by agent']);
    await page.close();
  });

  test('keeps one line in view when the rest has scrolled away', async () => {
    const page = await show(view(), { height: 200 });
    const bar = page.page.locator('.bar');
    const height = await bar.evaluate((element) => element.getBoundingClientRect().height);
    await page.page.evaluate(() => window.scrollTo(0, 150));
    await page.page.locator('.bar.stuck').waitFor();
    expect(await bar.evaluate((element) => element.getBoundingClientRect().top)).toBe(0);
    expect(await bar.evaluate((element) => element.getBoundingClientRect().height)).toBe(height);
    expect(await page.page.locator('.details').evaluate((element) => element.getBoundingClientRect().bottom <= 0)).toBe(
      true,
    );
    await page.close();
  });

  test('shows a long summary in part until more is asked for', async () => {
    const summary = 'The caller explained the charge at length. '.repeat(30);
    const page = await show(view({ header: { ...header, summary } }));
    const height = (): Promise<number> =>
      page.page.locator('.summary').evaluate((element) => element.getBoundingClientRect().height);
    const before = await height();
    await page.page.getByRole('button', { name: 'Show more' }).click();
    expect(await height()).toBeGreaterThan(before);
    await page.page.getByRole('button', { name: 'Show less', expanded: true }).click();
    expect(await height()).toBe(before);
    await page.close();
  });
});

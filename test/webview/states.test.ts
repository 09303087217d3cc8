import { describe, expect, test } from 'vitest';
import { useBrowser } from './support/page.ts';
import { flag, header, longRows, row, rows, view } from './support/views.ts';

const { open, show } = useBrowser();

describe('the page', () => {
  test('asks for its state once, and says that it waits', async () => {
    const page = await open();
    expect(await page.posted('ready')).toEqual([{ type: 'ready' }]);
    await page.page.getByRole('status').getByText('Loading the transcript…').waitFor();
    await page.ready(view());
    expect(await page.page.getByText('Loading the transcript…').count()).toBe(0);
    await page.close();
  });

  test('shows a problem with its actions, and comes back from it', async () => {
    const page = await open();
    const actions = [
      { id: 'retry', label: 'Retry' },
      { id: 'log', label: 'Show Log' },
    ];
    await page.send({ type: 'state', state: { kind: 'problem', sentence: 'The call was not found.', actions } });
    expect(await page.page.locator('main').ariaSnapshot()).toBe(
      `
- main:
  - alert:
    - heading "The call was not found." [level=1]
  - button "Retry"
  - button "Show Log"
  - alert
`.trim(),
    );
    await page.page.getByRole('button', { name: 'Show Log' }).click();
    expect(await page.posted('problem')).toEqual([{ type: 'problem', action: 'log' }]);
    await page.ready(view());
    expect(await page.list.getByRole('listitem').count()).toBe(rows.length);
    await page.close();
  });

  test('says that a call has no messages, and still shows its flags', async () => {
    const page = await show(view({ rows: [], flags: [flag('f1', 0)] }));
    expect(await page.page.getByText('This call has no messages yet.').isVisible()).toBe(true);
    expect(await page.list.count()).toBe(0);
    await page.press('j', 'f', 'End');
    expect(await page.page.getByRole('region', { name: 'Flags on the whole call' }).isVisible()).toBe(true);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });

  test('says what the host says', async () => {
    const page = await show(view());
    await page.send({ type: 'say', text: 'Flag removed.', tone: 'info' });
    expect(await page.said()).toBe('Flag removed.');
    expect(await page.page.locator('.notice').isVisible()).toBe(false);
    await page.send({ type: 'say', text: 'No connection.', tone: 'warning' });
    expect(await page.page.locator('.notice').textContent()).toBe('No connection.');
    await page.close();
  });

  test('reveals a row in the middle of the page', async () => {
    const page = await show(view({ rows: longRows(2000) }));
    await page.send({ type: 'reveal', index: 1500 });
    expect(await page.row(1500).getAttribute('aria-current')).toBe('true');
    await page.untilPosted({ type: 'select', index: 1500, quote: null });
    const top = await page.row(1500).evaluate((element) => element.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(100);
    expect(top).toBeLessThan(500);
    await page.close();
  });

  test('keeps what is drawn when only flags differ in a new state', async () => {
    const page = await show(view());
    await page.row(5).click();
    await page.press('f', '1');
    await page.send({ type: 'state', state: { kind: 'ready', view: view({ flags: [flag('f1', 3)] }) } });
    expect(await page.composer.count()).toBe(1);
    expect(await page.flag('f1').count()).toBe(1);
    await page.close();
  });

  test('takes new messages of a running call without losing selection, note or caret', async () => {
    const page = await show(view());
    await page.row(5).click();
    await page.press('f', '1');
    await page.page.keyboard.type('half a sen');
    await page.ready(view({ rows: [...rows, row(11, 80, 'caller', 'Hello? Still there?')] }));
    await page.page.keyboard.type('tence');
    expect(await page.list.getByRole('listitem').count()).toBe(rows.length + 1);
    expect(await page.row(5).getAttribute('aria-current')).toBe('true');
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([
      { type: 'flag/create', index: 5, others: [], flagType: 'missed_handoff', note: 'half a sentence' },
    ]);
    await page.close();
  });

  test('ignores what is no message of the host', async () => {
    const page = await show(view());
    await page.page.evaluate(() => {
      for (const data of [null, 7, 'state', {}, { type: 'toString' }, { type: 'eval', code: '1' }]) {
        window.dispatchEvent(new MessageEvent('message', { data }));
      }
    });
    expect(await page.list.getByRole('listitem').count()).toBe(rows.length);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });

  test('speaks the editor’s language where it has the words', async () => {
    const l10n = {
      'Flag message: {0}': 'Nachricht markieren: {0}',
      Save: 'Speichern</script>',
      '1 flag': '1 Markierung',
    };
    const page = await show(view({ flags: [flag('f1', 5)] }), { l10n });
    expect(await page.row(5).getAttribute('aria-label')).toBe('Agent, 0:16, OK, transferring you now., 1 Markierung');
    await page.row(5).click();
    await page.press('f');
    const composer = page.page.getByRole('group', { name: 'Nachricht markieren: 0:16, Agent' });
    expect(await composer.getByRole('button').first().textContent()).toBe('Speichern</script>Ctrl+Enter');
    await page.close();
  });
});

describe('over a reload', () => {
  test('the place, the selection and the drafts stay', async () => {
    const long = view({ rows: longRows(2000) });
    const page = await show(long, { panel: '{"callId":"call-1"}' });
    await page.send({ type: 'reveal', index: 900 });
    await page.row(900).click();
    await page.press('j', 'j', 'f', '2');
    await page.page.keyboard.type('not saved');
    await page.page.evaluate(() => window.scrollBy(0, 40));
    const top = (): Promise<number> =>
      page.row(890).evaluate((element) => Math.round(element.getBoundingClientRect().top));
    const before = await top();
    await page.page.waitForFunction(
      (wanted) => {
        const state = JSON.parse(sessionStorage.getItem('webview-state') ?? '{}') as {
          anchor?: { index: number; offset: number };
        };
        const anchor = document.querySelector(`[data-message-index="${state.anchor?.index ?? ''}"]`);
        const bar = document.querySelector('.bar')?.getBoundingClientRect().height ?? 0;
        const there = (anchor?.getBoundingClientRect().top ?? 0) - bar;
        return wanted > 0 && Math.abs(there - (state.anchor?.offset ?? 1e9)) <= 1;
      },
      before > 0 ? before : 1,
    );
    const kept = (await page.posted('drafts')).at(-1);
    expect(kept).toEqual({
      type: 'drafts',
      panel: '{"callId":"call-1"}',
      drafts: [{ index: 902, flagType: 'wrong_pathway_node', isNew: false, note: 'not saved' }],
    });
    await page.page.reload();
    await page.ready({ ...long, drafts: kept?.drafts ?? [] });
    expect(await page.row(902).getAttribute('aria-current')).toBe('true');
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(2);
    expect(await page.composer.getAttribute('aria-label')).toBe('Flag message: 13:31, Agent');
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([
      { type: 'flag/create', index: 902, others: [], flagType: 'wrong_pathway_node', note: 'not saved' },
    ]);
    const state = await page.page.evaluate(
      () => JSON.parse(sessionStorage.getItem('webview-state') ?? '{}') as unknown,
    );
    expect((await page.posted('drafts')).at(-1)?.drafts).toEqual([]);
    expect(state).toMatchObject({
      subject: 'call-1',
      selected: 902,
      composing: null,
      panel: '{"callId":"call-1"}',
    });
    await page.close();
  });

  test('nothing of another call is brought back', async () => {
    const page = await show(view());
    await page.row(5).click();
    await page.press('f', '1');
    await page.page.reload();
    await page.ready(view({ header: { ...header, callId: 'call-2' } }));
    expect(await page.composer.count()).toBe(0);
    expect(await page.page.locator('[aria-current]').count()).toBe(0);
    await page.close();
  });

  test('a state that cannot be read is no state', async () => {
    const page = await open();
    for (const state of [7, [], { subject: 'call-1', selected: -1, anchor: { index: 'x' }, composing: {} }]) {
      await page.page.evaluate((kept) => sessionStorage.setItem('webview-state', JSON.stringify(kept)), state);
      await page.page.reload();
      await page.ready(view());
      expect(await page.list.getByRole('listitem').count()).toBe(rows.length);
      expect(await page.page.locator('[aria-current]').count()).toBe(0);
    }
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });
});

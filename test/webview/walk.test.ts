import { describe, expect, test } from 'vitest';
import type { PathwayView } from '../../src/shared/pathway.ts';
import type { TranscriptView } from '../../src/shared/transcript.ts';
import { Hearing } from './support/hearing.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { flag, flagTypes, header, row, rows, view } from './support/views.ts';
import { themes } from './themes.ts';

const { show } = useBrowser();

const whole: TranscriptView = view({
  rows: rows.slice(0, 7),
  header: { ...header, fields: header.fields.slice(0, 2) },
  flagTypes: flagTypes.slice(0, 2),
  flags: [
    flag('f1', 3, { note: 'Apologised without having looked.' }),
    flag('f2', 5, { state: 'failed', problem: 'The call is not attached.', actions: ['attach', 'discard'] }),
    flag('f3', null, { type: 'hallucination', note: 'The whole call.' }),
  ],
});

const webhook = { words: 'Webhook · 500', short: 'webhook 500', detail: '{}', seconds: 6, trouble: true };
const pathway: PathwayView = {
  gaps: [null, 2].map((after) => ({ after, events: [webhook] })),
  nodes: ['Verify identity'],
  rowNodes: whole.rows.map(() => 0),
  findings: [{ id: 'f', index: 2, flagType: 'dead_air', note: 'About 9 s of silence.' }],
  problem: null,
};

async function open(options: Parameters<typeof show>[1] = {}): Promise<[TranscriptPage, Hearing]> {
  const page = await show(whole, { width: 1200, height: 900, ...options });
  await page.send({ type: 'pathway', pathway });
  await page.page.mouse.move(1199, 899);
  return [page, await Hearing.of(page)];
}

/** Everything that Tab reaches, as it is heard, from the top of the page to its end. */
const stops = [
  'button T-1042, change issue',
  'button Corrected transcript',
  'button Open as text',
  'button Copy link',
  'button Hide non-speech messages',
  'button Mask personal data',
  'button Keyboard shortcuts',
  'button Play',
  'slider Position in the recording',
  'combobox Speed, expanded: false',
  'button Skip silence',
  'button Waveform',
  'button Details, expanded: false',
  'button Verify identity',
  'button 1 event webhook 500, expanded: false',
  'listitem Action, 0:00, Call started',
  // Being on a message selects it.
  'button Flag message',
  'button Flag hallucination, expanded: false',
  'combobox Flag type, expanded: false',
  'combobox Author, expanded: false',
  'button hallucination Whole call The whole call.',
  'button missed_handoff 0:07 Sorry about that. Apologised without having looked.',
  'button missed_handoff 0:16 OK, transferring you now.',
];

describe('a walk with the keyboard alone', () => {
  test('hears role, name and state of every stop, the same way back', async () => {
    const [page, hearing] = await open();
    expect(await hearing.walk('Tab')).toEqual(stops);
    await page.page.locator('.outline-entry').last().focus();
    expect([await hearing.focused(), ...(await hearing.walk('Shift+Tab'))]).toEqual(stops.toReversed());
    await page.close();
  });

  test('reaches everything: the parts of each message, the form under it, and the facts of the call', async () => {
    const [page, hearing] = await open();
    await page.row(0).focus();
    const heard: (string | undefined)[] = [];
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) {
        await page.press(key);
        await hearing.mark();
        heard.push(`${key}: ${await hearing.focused()}`);
      }
    };
    await press('j', 'j', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter', 'Escape');
    await press('n', 'Tab', 'Tab', 'n', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Escape', 'f');
    await press('ArrowRight', 'ArrowRight', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Escape', 'ArrowRight');
    expect(heard).toEqual([
      'j: listitem Agent, 0:01, Thanks for calling Acme, how can I help?',
      'j: listitem Caller, 0:06, I was charged twice.',
      'ArrowRight: button Flag message',
      'ArrowRight: button Suggested flag dead_air: About 9 s of silence.',
      'ArrowRight: button Dismiss',
      'ArrowRight: button 1 event webhook 500, expanded: false',
      'Enter: button 1 event webhook 500, expanded: true',
      'Escape: listitem Caller, 0:06, I was charged twice.',
      'n: listitem Agent, 0:07, Sorry about that., 1 flag',
      'Tab: button Flag missed_handoff, expanded: false',
      'Tab: button Flag message',
      'n: listitem Agent, 0:16, OK, transferring you now., 1 flag',
      'ArrowRight: button Flag missed_handoff, not saved',
      'ArrowRight: button Flag message',
      'ArrowRight: button Attach and Flag',
      'ArrowRight: button Discard',
      'Escape: listitem Agent, 0:16, OK, transferring you now., 1 flag',
      'f: radio missed_handoff',
      'ArrowRight: radio wrong_pathway_node, checked: true',
      'ArrowRight: radio missed_handoff, checked: true',
      'Tab: textbox Note',
      'Tab: button Save',
      'Tab: button Save & Next',
      'Tab: button Discard Draft',
      'Tab: button Close',
      'Escape: listitem Agent, 0:16, OK, transferring you now., 1 flag',
      'ArrowRight: button Draft',
    ]);
    await page.press('Home', ...rows.flatMap(() => 'ArrowDown'));
    for (const _ of whole.rows) await press('ArrowUp');
    await page.page.getByRole('button', { name: 'Details' }).press('Enter');
    expect((await hearing.walk('Tab')).slice(0, 2)).toEqual(['button Copy From', 'button Copy Ended by']);
    await page.page.getByRole('button', { name: 'Details' }).focus();
    await hearing.walk('Shift+Tab');
    expect(await hearing.unreached()).toEqual([]);
    expect(await page.page.locator('[tabindex]:not([tabindex="0"], [tabindex="-1"])').count()).toBe(0);
    await page.close();
  });

  test('needs the mouse for nothing: what can be clicked is a stop, or has a key', async () => {
    const [page] = await open();
    await page.row(3).click();
    const clicked = await page.page.locator('main *').evaluateAll((all) => {
      const pointed = (one: Element | null): boolean => one !== null && getComputedStyle(one).cursor === 'pointer';
      const own = all
        .filter((one) => pointed(one) && !pointed(one.parentElement))
        .filter((one) => one.closest('button, a, input, select, textarea, [role="radio"]') === null);
      return [...new Set(own.map((one) => one.classList[0]))];
    });
    // Enter on its flag opens a note, too.
    expect(clicked).toEqual(['note']);
    await page.close();
  });
});

describe('the keyboard stays where it is', () => {
  const grown: TranscriptView = { ...whole, rows: [...whole.rows, row(7, 80, 'caller', 'Hello?')] };
  const places: readonly (readonly [string, (page: TranscriptPage) => Promise<void>])[] = [
    ['a message', (page) => page.row(3).focus()],
    ['a flag', (page) => page.flag('f1').focus()],
    ['a button of the header', (page) => page.page.getByRole('button', { name: 'Copy link' }).focus()],
    ['the facts of the call', (page) => page.page.getByRole('button', { name: 'Details' }).focus()],
    ['an event', (page) => page.page.locator('.gap-button').first().focus()],
    ['a flag without a message', (page) => page.flag('f3').focus()],
    ['the recording', (page) => page.page.getByRole('button', { name: 'Play' }).focus()],
    ['the list of flags', (page) => page.page.locator('.outline-entry').first().focus()],
  ];

  test.each(places)('on %s, while flags, messages, events and a theme come', async (_, focus) => {
    const [page, hearing] = await open();
    await focus(page);
    const before = await hearing.focused();
    expect(before).toBeDefined();
    await page.send({ type: 'flags', flags: [...whole.flags, flag('f4', 5, { type: 'dead_air' })] });
    expect(await hearing.focused()).toBe(before);
    await page.send({ type: 'pathway', pathway: { ...pathway, findings: [] } });
    expect(await hearing.focused()).toBe(before);
    await page.ready(grown);
    await page.send({ type: 'pathway', pathway });
    // Some of the page is loaded after the rest of it.
    await expect.poll(() => hearing.focused()).toBe(before);
    expect(await page.said()).toBe('1 new message.');
    const light = themes['High Contrast Light'];
    await page.page.evaluate(({ bodyClass, variables }) => {
      document.body.className = bodyClass;
      for (const [name, value] of Object.entries(variables)) document.body.style.setProperty(`--vscode-${name}`, value);
    }, light);
    expect(await hearing.focused()).toBe(before);
    await page.close();
  });

  test('and what a key did is said', async () => {
    const [page] = await open();
    await page.row(3).focus();
    const said: string[] = [];
    for (const keys of [['Shift+ArrowDown'], ['Escape', 'ArrowUp', 'Tab', 'Delete'], ['End', 'n']]) {
      await page.press(...keys);
      said.push(await page.said());
    }
    await page.send({ type: 'flags', flags: [flag('f9', 2, { state: 'failed', problem: 'No connection.' })] });
    said.push(await page.said());
    const sentences = [
      '2 messages selected.',
      'Removing flag missed_handoff.',
      'No more flags below.',
      'No connection.',
    ];
    expect(said).toEqual(sentences.map((sentence) => expect.stringContaining(sentence)));
    await page.close();
  });
});

describe('whoever needs it otherwise', () => {
  test('sees where the keyboard is in forced colours, at every stop', async () => {
    const [page, hearing] = await open({ forcedColors: true });
    const unseen: string[] = [];
    const visited = await hearing.walk('Tab', async (stop) => {
      const box = await page.page.evaluate(() => {
        document.activeElement?.scrollIntoView({ block: 'center' });
        const { x, y, width, height } = document.activeElement?.getBoundingClientRect() ?? new DOMRect();
        return { x: Math.max(0, x - 4), y: Math.max(0, y - 4), width: width + 8, height: height + 8 };
      });
      const seen = await page.page.screenshot({ clip: box });
      await page.page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
      if (seen.equals(await page.page.screenshot({ clip: box }))) unseen.push(stop);
    });
    expect(visited).toEqual(stops);
    expect(unseen).toEqual([]);
    await page.close();
  });

  test('reads at 200 % without scrolling sideways', async () => {
    const [page] = await open({ width: 640, height: 480 });
    await page.page.getByRole('button', { name: 'Details' }).click();
    await page.row(5).click();
    await page.press('f');
    for (const width of [640, 400]) {
      await page.page.setViewportSize({ width, height: 480 });
      // The editor zooms by its window: everything is drawn in half as many pixels. A larger font is the other way.
      for (const size of ['14px', '28px']) {
        await page.page.evaluate((fontSize) => {
          for (const name of ['font-size', 'editor-font-size'])
            document.documentElement.style.setProperty(`--vscode-${name}`, fontSize);
        }, size);
        expect(await page.overflow(), `${width} px, ${size}`).toBe(0);
      }
    }
    await page.close();
  });

  test('sees nothing move under reduced motion', async () => {
    const [page] = await open();
    await page.send({ type: 'flags', flags: [flag('f1', 3, { state: 'pending' })] });
    const moving = (): Promise<number> => page.page.evaluate(() => document.getAnimations().length);
    await page.page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moving()).toBe(0);
    await page.page.emulateMedia({ reducedMotion: null });
    await page.close();
  });
});

import { describe, expect, test } from 'vitest';
import type { HostMessage } from '../../src/shared/messages.ts';
import type { PathwayView } from '../../src/shared/pathway.ts';
import { conversation, conversationHeader, smsRow } from './support/conversation.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { flag, header, recording, row, view } from './support/views.ts';

const { open } = useBrowser();

/** Stands for half of a pair on its way to the page: what carries messages there would mend it. */
const half = '⟦half⟧';

/** What is sent, and how each of it may be shown. Each field adds its own name, so that it can be told where it went. */
const kinds: readonly (readonly [kind: string, sent: string, shown: string])[] = [
  [
    'HTML',
    '<img src=x onerror="owned=1"><svg onload="owned=1"><a href="javascript:owned=1">x</a><style>*{display:none}</style>',
    '<img src=x onerror="owned=1"><svg onload="owned=1"><a href="javascript:owned=1">x</a><style>*{display:none}</style>',
  ],
  ['the end of a script', '</script><script>owned=1</script>"\'>&amp;', '</script><script>owned=1</script>"\'>&amp;'],
  ['overrides of direction', '\u202Egnp.exe\u2066\u2067\u202B', 'gnp.exe'],
  ['a word of 1 MB', 'w'.repeat(1_000_000), 'wwww'],
  ['halves of pairs', `${half}x${half}`, '\uD800x\uD800'],
  ['NUL and other control characters', 'a\u0000b\u0007\u001B[31mc\u0085', 'ab[31mc'],
];

/** One field of what a service can fill: where it is shown. A title or a text that is cut shows its beginning. */
type Field = readonly [name: string, selector: string];

const callFields: readonly Field[] = [
  ['number', '.call-facts'],
  ['fact', '.call-facts'],
  ['summary', '.summary'],
  ['label', '.field dt'],
  ['value', '.field-value'],
  ['code', '.issue-button'],
  ['title', '.title > span:last-child'],
  ['issue-fact', '.bar-facts'],
  ['text', '.row .text'],
  ['speaker', '.row .speaker'],
  ['type', '.row .chip-type'],
  ['note', '.row .note-text'],
  ['problem', '.row .problem-text'],
  ['loose-type', '.loose .chip-type'],
  ['loose-note', '.loose .note-text'],
  ['catalogue', '.type-name'],
  ['type', '.outline-type'],
  ['type', '.outline-filter option'],
  ['author', '.outline-filter option'],
  ['text', '.outline-text'],
  ['note', '.outline-note'],
  ['loose-note', '.outline-note'],
  ['node', '.node'],
  ['node', '.composer-node'],
  ['short', '.event-short'],
  ['words', '.gap li'],
  ['detail', '.event-detail'],
  ['finding-type', '.finding .chip-type'],
  ['finding', '.finding'],
  ['pathway-problem', '.main'],
  ['added', '.corrected ins'],
  ['removed', '.corrected del'],
  ['heard', '.corrected'],
  ['said', '.notice-text'],
  ['unheard', '.player-problem'],
  ['action', '.player-problem .link'],
];

const conversationFields: readonly Field[] = [
  ['number', '.call-facts'],
  ['fact', '.call-facts'],
  ['summary', '.summary'],
  ['title', '.title > span:last-child'],
  ['text', '.row .text'],
  ['speaker', '.row .speaker'],
  ['delivery', '.row .delivery'],
];

/** Sends a message with the halves of pairs put in on the page. */
async function send(page: TranscriptPage, message: HostMessage): Promise<void> {
  await page.page.evaluate(
    ([text, mark]) => {
      const data: unknown = JSON.parse(text.replaceAll(mark, String.raw`\ud800`));
      window.dispatchEvent(new MessageEvent('message', { data }));
    },
    [JSON.stringify(message), half] as const,
  );
}

async function showCall(page: TranscriptPage, text: (name: string) => string): Promise<void> {
  const call = view({
    header: {
      ...header,
      callId: text('call'),
      number: text('number'),
      facts: [text('number'), text('fact')],
      summary: text('summary'),
      fields: [{ id: text('field'), label: text('label'), value: text('value'), verbatim: false }],
      issue: { issueId: text('issue'), code: text('code'), title: text('title'), facts: [text('issue-fact')] },
    },
    rows: [
      { ...row(0, 0, 'other', text('text').slice(0, 20_000)), speaker: text('speaker'), clock: text('clock') },
      row(1, 2, 'agent', 'Sorry?'),
    ],
    flags: [
      flag(text('id'), 0, {
        type: text('type'),
        note: text('note'),
        state: 'failed',
        problem: text('problem'),
        actions: ['attach', 'retry', 'discard'],
      }),
      flag('second', 1, { type: 'dead_air', author: text('author') }),
      flag(text('loose'), null, { type: text('loose-type'), note: text('loose-note') }),
    ],
    flagTypes: [{ type: text('catalogue'), description: text('description'), usageCount: 1 }],
    recording,
  });
  const event = { words: text('words'), short: text('short'), detail: text('detail'), seconds: 1, trouble: true };
  const pathway: PathwayView = {
    gaps: [null, 0].map((after) => ({ after, events: [event] })),
    nodes: [text('node')],
    rowNodes: [0, 0],
    findings: [{ id: text('finding-id'), index: 0, flagType: text('finding-type'), note: text('finding') }],
    problem: text('pathway-problem'),
  };
  await send(page, { type: 'state', state: { kind: 'ready', view: call } });
  await page.page.locator('.player.loading').waitFor({ state: 'detached' });
  await send(page, { type: 'pathway', pathway });
  const parts = (['same', 'added', 'removed'] as const).map((kind) => ({
    kind,
    text: text(kind === 'same' ? 'heard' : kind),
  }));
  await send(page, {
    type: 'corrected',
    corrected: { kind: 'ready', lines: [{ index: 0, parts }], broken: 0 },
  });
  await page.page.locator('.corrected').waitFor();
  const failed = { sentence: text('unheard'), actions: [{ id: 'open', label: text('action') }] };
  await send(page, { type: 'audio', audio: { kind: 'failed', ...failed } });
  await page.page.getByRole('button', { name: 'Details' }).click();
  for (const gap of await page.page.locator('.gap-button').all()) await gap.click();
  await page.row(0).focus();
  await page.press('f');
  await send(page, { type: 'say', text: text('said'), tone: 'warning' });
}

async function showConversation(page: TranscriptPage, text: (name: string) => string): Promise<void> {
  const sms = conversation({
    header: {
      ...conversationHeader,
      conversationId: text('conversation'),
      number: text('number'),
      facts: [text('number'), text('fact')],
      summary: text('summary'),
      attached: false,
      issue: { issueId: 'issue-1', code: 'T-1', title: text('title'), facts: [text('issue-fact')] },
    },
    rows: [
      {
        ...smsRow(0, 0, 'caller', text('text').slice(0, 20_000)),
        speaker: text('speaker'),
        delivery: { words: text('delivery'), numbers: text('numbers'), failed: true },
      },
      smsRow(1, 1, 'agent', 'Sorry?'),
    ],
  });
  await send(page, { type: 'state', state: { kind: 'ready', view: sms } });
  await page.row(0).focus();
  await page.press('f');
}

async function showProblem(page: TranscriptPage, text: (name: string) => string): Promise<void> {
  const actions = [{ id: text('action-id'), label: text('action') }];
  await send(page, { type: 'state', state: { kind: 'problem', sentence: text('sentence'), actions } });
}

/** What sticks out of its box or out of the page, or lies over what stands beside it. */
function disorder(page: TranscriptPage): Promise<string[]> {
  return page.page.evaluate(() => {
    const found: string[] = [];
    const name = (one: Element): string => `${one.parentElement?.className ?? ''} > ${one.localName}.${one.className}`;
    const all = [...document.querySelectorAll<HTMLElement>('main *')].filter((one) => one.checkVisibility());
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
    for (const one of all) {
      const { overflowX, display } = getComputedStyle(one);
      if (
        one.closest('.spoken') !== null ||
        one.querySelector(':scope > .codicon:only-child') !== null ||
        display.startsWith('inline') ||
        one.clientWidth === 0
      )
        continue;
      if (overflowX === 'visible' && one.scrollWidth > one.clientWidth + 1)
        found.push(`${name(one)} is too wide: ${one.scrollWidth} in ${one.clientWidth}`);
    }
    for (const part of document.querySelectorAll(
      '.line, .bar, .details, .composer, .field, .finding, .list, .problem',
    )) {
      const boxes = [...part.children]
        .filter((one) => one.checkVisibility() && getComputedStyle(one).position !== 'absolute')
        .map((one) => [one, one.getBoundingClientRect()] as const)
        .filter(([, box]) => box.width > 0 && box.height > 0);
      for (const [place, [one, a]] of boxes.entries()) {
        for (const [other, b] of boxes.slice(place + 1)) {
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (wide > 1 && high > 1) found.push(`${name(one)} overlaps ${name(other)}`);
        }
      }
    }
    return found;
  });
}

const faces = [
  ['a call', showCall, callFields],
  ['a conversation', showConversation, conversationFields],
  [
    'a problem',
    showProblem,
    [
      ['sentence', '.sentence h1'],
      ['action', '.page-actions .button'],
    ] as readonly Field[],
  ],
] as const;

describe.each(faces)('every field of %s', (_, show, fields) => {
  test.each(kinds)('shows %s as text, in its place, and runs nothing', async (kind, sent, shown) => {
    const page = await open({ width: 800, height: 700 });
    // The name comes first: what is long is cut.
    await show(page, (name) => `${name}:${sent}`);
    for (const [name, selector] of fields) {
      const texts = await page.page
        .locator(selector)
        .evaluateAll((all) => all.map((one) => JSON.stringify(one.textContent)));
      const wanted = JSON.stringify(`${name}:${shown}`).slice(1, -1);
      // What has room for a line only is cut, so that its beginning has to do.
      const found = texts.some((text) => text.includes(wanted) || text.includes(wanted.slice(0, 30)));
      expect(found, `${name} in ${selector}: ${texts.join(' ').slice(0, 200)}`).toBe(true);
    }
    for (const width of [800, 300]) {
      await page.page.setViewportSize({ width, height: 700 });
      expect(await disorder(page), `${width} px, ${kind}`).toEqual([]);
    }
    expect(await page.page.locator('main :is(img, svg, a, style, script, iframe)').count()).toBe(0);
    expect(await page.page.evaluate(() => Object.hasOwn(window, 'owned'))).toBe(false);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });
});

test('what would run is seen: the policy stops it, and says so', async () => {
  const page = await open();
  await page.page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="owned=1">'));
  await expect.poll(() => page.allTroubles()).toEqual(expect.arrayContaining([expect.stringContaining('img-src')]));
  expect(await page.page.evaluate(() => Object.hasOwn(window, 'owned'))).toBe(false);
  await page.close();
});

test('of the longest texts no more is drawn than of a message', async () => {
  const page = await open();
  await showCall(page, () => 'word '.repeat(200_000));
  const drawn = await page.page.locator('main').evaluate((main) => main.textContent.length);
  expect(drawn).toBeGreaterThan(20_000);
  expect(drawn).toBeLessThan(400_000);
  await page.close();
});

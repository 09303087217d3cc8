import { describe, expect, test } from 'vitest';
import type { IssueHostMessage } from '../../src/shared/issue-messages.ts';
import { useIssuePages } from './support/issue-page.ts';
import { entryView, evidenceRow, flagView } from './support/issue-view.ts';

const { open } = useIssuePages();

const kinds: readonly (readonly [kind: string, text: string])[] = [
  [
    'HTML',
    '<img src=x onerror="owned=1"><svg onload="owned=1"><a href="javascript:owned=1">x</a><style>*{display:none}</style>',
  ],
  ['the end of a script', '</script><script>owned=1</script>"\'>&amp;'],
  [
    'links and pictures',
    '[a](javascript:owned=1) ![b](https://evil.test/x.png) <https://evil.test> [c](command:callTriage.deleteIssue) [d](https://user@evil.test)',
  ],
  ['overrides of direction', '\u202Egnp.exe\u2066\u2067\u202B'],
  ['templates', '${owned=1} {{owned=1}} <!--?lit$1$--> <?owned?>'],
  ['a word of 200 KB', 'w'.repeat(200_000)],
  ['marks without end', '**`_~~['.repeat(1500)],
];

/** Every field that a service can fill has this text. */
function messages(text: string): readonly IssueHostMessage[] {
  const link = { text, action: text };
  const trouble = { sentence: text, retry: link };
  const change = { id: text, words: text, actions: [{ action: 'retry', label: text }] } as const;
  const flag = flagView(text, {
    place: text,
    type: text,
    quote: text,
    note: text,
    stateWords: text,
    node: { name: text, action: text },
  });
  return [
    {
      type: 'head',
      head: {
        code: text,
        title: text,
        description: text,
        pending: [],
        drafts: [],
        fields: [{ field: 'status', label: text, value: text, pending: true }],
        facts: [text],
        changes: [change],
        buttons: [link],
      },
    },
    {
      type: 'evidence',
      evidence: {
        summary: text,
        items: [evidenceRow(text, { kind: text, link, facts: text, flags: [flag], detach: text })],
        looseFlags: [flag],
        trouble,
        isLoading: false,
        buttons: [link],
      },
    },
    {
      type: 'relations',
      relations: { items: [{ id: text, words: text, link, remove: text }], trouble, isLoading: false, buttons: [link] },
    },
    { type: 'norm', norm: { state: text, isWorking: true, text, buttons: [link] } },
    {
      type: 'activity',
      activity: {
        entries: [
          entryView(text, {
            author: text,
            time: text,
            clock: text,
            headline: link,
            body: text,
            whole: link,
            links: [link],
            pending: change,
          }),
        ],
        trouble,
        isLoading: false,
        note: text,
        buttons: [link],
      },
    },
    { type: 'affected', affected: { groups: [{ label: text, items: [link] }], trouble, buttons: [link] } },
    { type: 'edit', edit: { field: 'title', text, theirs: text, problem: text } },
    { type: 'edit', edit: { field: 'description', text, theirs: text, problem: text } },
    { type: 'comment', draft: { text, links: [text] } },
    { type: 'say', text, tone: 'warning' },
  ];
}

describe('in every field', () => {
  test.each(kinds)('%s stays text: nothing runs, loads or leads astray', async (_, text) => {
    const page = await open();
    for (const message of messages(text)) await page.send(message);
    await page.page
      .getByRole('button', { name: /^Affected/ })
      .first()
      .click();
    await page.page.getByRole('button', { name: 'Preview' }).click();
    await page.page.locator('.field-button').click();
    await page.send({ type: 'choices', field: 'status', choices: [{ id: text, label: text, isCurrent: true }] });
    await page.page.getByRole('listbox').getByRole('option').waitFor();
    // Only the page's own elements are there, and only addresses of the web are links.
    expect(await page.page.locator('main img, main svg, main style, main script, main iframe').count()).toBe(0);
    const targets = await page.page
      .locator('main a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    expect(targets.filter((target) => !target.startsWith('https://evil.test/'))).toEqual([]);
    expect(await page.page.evaluate(() => Reflect.get(window, 'owned') as unknown)).toBeUndefined();
    expect(await page.page.locator('main').innerText()).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });

  test('a link shows the host that it leads to', async () => {
    const page = await open();
    const [head] = messages('[your bank](https://evil.test/login)');
    await page.send(head!);
    expect(await page.page.locator('.description .markdown').innerText()).toBe('your bank (evil.test)');
    await page.close();
  });

  test('a page stays as wide as its window', async () => {
    const page = await open({ width: 300 });
    for (const message of messages('w'.repeat(5000))) await page.send(message);
    expect(await page.overflow()).toBeLessThanOrEqual(0);
    await page.close();
  });
});

test('messages that are none of the host are ignored', async () => {
  const page = await open();
  await page.page.evaluate(() => {
    for (const data of [null, 'head', { type: 'constructor' }, { type: '__proto__' }])
      window.dispatchEvent(new MessageEvent('message', { data }));
  });
  await page.page.getByRole('heading', { name: 'Loading the issue…' }).waitFor();
  expect(await page.allTroubles()).toEqual([]);
  await page.close();
});

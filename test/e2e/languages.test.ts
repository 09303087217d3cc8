// The extension in other languages: every text of views and pages is translated and has room, shown by a made-up language with long
// strings in brackets; and German comes with the extension.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pseudoLanguage } from '../support/pseudo.mjs';
import { sandboxSettings } from '../support/start/sandbox-settings.mjs';
import { startService, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { cutTextsIn, textsIn } from './visible-text.ts';
import { Workbench } from './workbench.ts';

let workbench: Workbench;
let service: Service | undefined;

tidyUp(() => ({ workbench, service }));

describe('in the made-up language', () => {
  const seen = new Map<string, string[]>();
  let data: readonly string[];

  beforeAll(async () => {
    service = await startService();
    data = await stringsOf(service);
    workbench = await Workbench.open({ env: service.env, language: pseudoLanguage });
    await workbench.openContainer('Call Triage');
    await workbench.tree('Issues').row('T-1008').waitFor();
  });

  afterAll(() => workbench.close());

  /** Remembers what a place shows that is neither translated nor the service's. */
  async function look(place: string, part: ReturnType<Workbench['page']['locator']>): Promise<void> {
    const foreign = (await textsIn(part)).flatMap((text) => foreignIn(text, data));
    if (foreign.length > 0) seen.set(place, [...new Set(foreign)]);
  }
  const views = (): ReturnType<Workbench['page']['locator']> => workbench.page.locator('.part.sidebar .pane');
  const toggle = (view: string): Promise<void> =>
    workbench.page
      .locator('.part.sidebar .pane-header')
      .filter({ hasText: workbench.say(view) })
      .click({ position: { x: 12, y: 10 } });
  const run = (command: string): Promise<void> => workbench.palette.run(`Call Triage: ${command}`);

  test('the views', async () => {
    const issues = workbench.tree('Issues');
    await issues.expand('T-1008');
    await look('issues', views().nth(0));
    await toggle('Calls');
    await toggle('Issues');
    await workbench.tree('Calls').element.locator('.monaco-list-row').first().waitFor();
    await look('calls', views().nth(1));
    await toggle('Agents & Numbers');
    await toggle('Calls');
    await workbench.tree('Agents & Numbers').expand('Larkspur Support');
    await look('agents', views().nth(2));
    await toggle('Issues');
    await toggle('Agents & Numbers');
    expect(Object.fromEntries(seen)).toEqual({});
  });

  test.each([
    ['Filter Issues…', 'Sort Issues…', 'Group Issues…', 'Search Issues…', 'Create Issue…'],
    ['Filter Calls…', 'Group Calls…', 'Open Link…', 'Connect…', 'Switch Connection…'],
  ])('what %s and others ask', async (...commands) => {
    seen.clear();
    for (const command of commands) {
      await run(command);
      await workbench.quickInput.widget.waitFor();
      await look(command, workbench.quickInput.widget);
      await workbench.quickInput.cancel();
    }
    expect(Object.fromEntries(seen)).toEqual({});
  });

  test('the issue page, wide and narrow', async () => {
    await lookAtPage('issue page', async () => {
      await workbench.tree('Issues').act('T-1008', 'Open Issue');
      await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
    });
  });

  test('the transcript, wide and narrow, with its flags, keys and composer', async () => {
    await lookAtPage('transcript', async () => {
      await workbench.tree('Issues').click('Caller disputed a doubled payment');
      await workbench.webview().locator('[data-message-index="5"]').click();
      await workbench.page.keyboard.press('f');
      await workbench.webview().getByRole('radiogroup').waitFor();
    });
  });

  /** Opens a page and looks at it in a wide and in a narrow window. */
  async function lookAtPage(name: string, open: () => Promise<void>): Promise<void> {
    seen.clear();
    await open();
    const body = workbench.webview().locator('body');
    await look(name, body);
    const cut: Record<string, string[]> = {};
    for (const width of [1280, 620]) {
      await workbench.page.setViewportSize({ width, height: 800 });
      await expect.poll(() => body.evaluate((one) => one.clientWidth)).toBeLessThan(width === 620 ? 360 : 1280);
      const found = await cutTextsIn(body);
      await workbench.screenshot(`pseudo-${name}-${width}`);
      if (found.length > 0) cut[`${name} at ${width}`] = found;
    }
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
    expect({ ...Object.fromEntries(seen), ...cut }).toEqual({});
  }
});

test('German: views, commands and pages, from the packed extension where that is tested', async () => {
  workbench = await Workbench.open({ settings: sandboxSettings, language: 'de' });
  await workbench.openContainer('Call Triage');
  await workbench.page.locator('.part.sidebar .pane-header').filter({ hasText: 'Agents & Nummern' }).waitFor();
  await workbench.tree('Issues').row('T-1008').waitFor();
  await workbench.tree('Issues').row('All Open').waitFor();
  await workbench.tree('Issues').expand('T-1008');
  await workbench.tree('Issues').click('Caller disputed a doubled payment');
  const page = workbench.webview();
  await page.getByRole('list', { name: 'Transkript' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await workbench.palette.run('Call Triage: Search Issues…');
  await workbench.quickInput.widget.waitFor();
});

/** Every string that the service has, but words such as `high`, which the extension knows. */
async function stringsOf(service: Service): Promise<string[]> {
  const found = new Set<string>();
  const gather = (value: unknown): void => {
    if (typeof value === 'string') found.add(value);
    else if (typeof value === 'object' && value !== null) {
      const { first_name: first, last_name: last } = value as { first_name?: unknown; last_name?: unknown };
      if (typeof first === 'string') found.add(`${first} ${String(last)}`);
      for (const one of Object.values(value)) gather(one);
    }
  };
  const get = async (
    address: string,
  ): Promise<{ data?: { items?: Stored[] } | Stored[]; calls?: { call_id: string }[] }> => {
    const answer = await service.ask<object>('GET', address).catch(() => ({}));
    gather(answer);
    return answer;
  };
  const issues = await get('/v1/triage/issues?limit=100');
  const items = Array.isArray(issues.data) ? issues.data : (issues.data?.items ?? []);
  for (const { id } of items) {
    for (const part of ['resources', 'flags', 'relations', 'activity', 'alert-bindings', 'affected']) {
      await get(`/v1/triage/issues/${id}/${part}?limit=100`);
    }
  }
  const { calls = [] } = await get('/v1/calls?limit=100');
  for (const { call_id: id } of calls) await get(`/v1/calls/${id}`);
  const types = await service.ask<object>('GET', '/v1/triage/flag-types').catch(() => ({}));
  for (const address of [
    '/v2/agents',
    '/v1/personas',
    '/v1/inbound',
    '/v1/triage/categories',
    `/v1/orgs/${String(items[0]?.['org_id'])}/members`,
    '/v1/me',
    '/v1/sms/conversations',
  ]) {
    await get(address);
  }
  const known = [...found].filter((text) => !/^[a-z]+$/.test(text));
  found.clear();
  gather(types);
  return [...known, ...found].map((text) => inOneLine(text.replaceAll(/<[^>]*>/g, '')));
}

/** Words that are the same in every language: product names, the editor's own English strings, and what `Intl` writes. */
const names =
  /\b(Call Triage|Norm|SMS|BLAND_API_KEY|Bland AI|UTC|GMT|v\d+\.\d+\.\d+|Bland|Talkdesk|JSON|[KM]B|[AP]M|ms|env|Ctrl|Shift|Enter|Esc|T-\d+|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))\b/g;

/** What the editor itself says around a view or in a quick pick, in the language of its own strings. */
const editorsOwn = [
  /\bSection\b/g,
  / actions$/g,
  /\bCollapse All\b/g,
  /\bMore Actions\.\.\./g,
  /\bActions for\b/g,
  /^Progress$/g,
  /\b\d+ Results?\b/g,
  /Press '.*' to confirm or 'Escape' to cancel/g,
  /\bControl\+\S*/g,
];

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The parts of a text that are neither in brackets nor the service's. */
function foreignIn(text: string, data: readonly string[]): string[] {
  let left = text;
  for (let before = ''; before !== left;) {
    before = left;
    left = left.replaceAll(/⟦[^⟦⟧]*⟧/g, '·');
  }
  // What is shortened has lost its bracket.
  left = left.replace(/⟦[^⟦⟧]*…?$/, '');
  for (const own of editorsOwn) left = left.replaceAll(own, '·');
  const isKnown = (part: string): boolean => !/[A-Za-z]{2}/.test(part) || data.some((known) => known.includes(part));
  // A flag's type stands before its note.
  const isPair = (part: string): boolean =>
    data.some((known) => part.startsWith(`${known} `) && isKnown(part.slice(known.length + 1)));
  const parts = left.split(/[·\n“”"()?]|, |: |→|…/).map((part) => part.replaceAll(names, '').replaceAll(/#\d+/g, '  '));
  // Text of the service may have two blanks in it, which else stand between facts.
  return parts
    .flatMap((part) => (isKnown(inOneLine(part)) ? [] : part.split(/\s{2,}/).map(inOneLine)))
    .filter((part) => !isKnown(part) && !isPair(part));
}

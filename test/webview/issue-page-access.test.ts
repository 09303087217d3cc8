import { describe, expect, test } from 'vitest';
import { barriers } from './support/barriers.ts';
import { Hearing } from './support/hearing.ts';
import { type IssuePageUnderTest, useIssuePages } from './support/issue-page.ts';
import { themeNames } from './themes.ts';

const { open, show } = useIssuePages();

/** Opens what can be opened: both editors with what a colleague has stored, the evidence of a comment, and a list. */
async function openEverything(page: IssuePageUnderTest): Promise<void> {
  await page.send({ type: 'edit', edit: { field: 'title', text: 'Mine', theirs: 'Theirs', problem: null } });
  await page.send({ type: 'edit', edit: { field: 'description', text: '', theirs: null, problem: 'Too long.' } });
  await page.send({ type: 'comment', draft: { text: 'Half **a** comment', links: ['l1'] } });
  await page.page.getByRole('button', { name: 'Evidence…' }).click();
  await page.page.getByRole('button', { name: 'Affected' }).click();
  const groups = [
    { label: 'Pathways', items: [{ text: 'Billing  v3', action: null }] },
    { label: 'Calls', items: [{ text: 'Apr 30', action: 'affected:call/1' }] },
    { label: 'Alerts', items: [] },
  ];
  await page.send({
    type: 'affected',
    affected: { groups, trouble: null, buttons: [{ text: 'Bind Alert…', action: 'affected:bind' }] },
  });
  await page.send({ type: 'say', text: 'No connection.', tone: 'warning' });
}

async function openList(page: IssuePageUnderTest): Promise<void> {
  await page.page.getByRole('button', { name: 'Status: in progress' }).click();
  const choices = ['todo', 'in progress', 'done'].map((label, id) => ({ id: String(id), label, isCurrent: id === 1 }));
  await page.send({ type: 'choices', field: 'status', choices });
}

describe.each(themeNames)('in %s', (theme) => {
  test('nobody is kept out of an issue', async () => {
    const page = await show({ theme, width: 1000, height: 900 });
    expect(await barriers(page)).toEqual([]);
    await openEverything(page);
    expect(await barriers(page)).toEqual([]);
    await page.page.getByRole('button', { name: 'Close', exact: true }).last().click();
    await openList(page);
    expect(await barriers(page)).toEqual([]);
    await page.page.getByRole('button', { name: 'Preview' }).click();
    expect(await barriers(page)).toEqual([]);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });

  test('a panel of 300 px keeps nobody out and shows all without scrolling sideways', async () => {
    const page = await show({ theme, width: 300, height: 700 });
    await openEverything(page);
    expect(await page.overflow()).toBeLessThanOrEqual(0);
    await openList(page);
    expect(await page.overflow()).toBeLessThanOrEqual(0);
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });

  test('a page that loads, a problem and a list that failed can be read', async () => {
    const page = await open({ theme });
    await page.page.getByRole('heading', { name: 'Loading the issue…' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    const actions = [{ id: 'retry', label: 'Retry' }];
    await page.send({ type: 'problem', sentence: 'Issue T-1042 not found.', actions });
    expect(await barriers(page)).toEqual([]);
    await page.page.getByRole('button', { name: 'Retry' }).click();
    await page.untilPosted({ type: 'problem', action: 'retry' });
    await page.ready();
    const trouble = { sentence: 'Service unreachable.', retry: { text: 'Try Again', action: 'activity:retry' } };
    const activity = { entries: [], trouble, isLoading: false, note: '', buttons: [] };
    await page.send({ type: 'activity', activity });
    await page.page.getByText('Service unreachable.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });
});

test('at 200 % nothing is cut off and nobody is kept out', async () => {
  const page = await show({ width: 640, height: 480 });
  await page.page.evaluate(() => {
    document.documentElement.style.zoom = '2';
  });
  await openEverything(page);
  expect(await page.overflow()).toBeLessThanOrEqual(0);
  await openList(page);
  expect(await barriers(page)).toEqual([]);
  await page.close();
});

test('with forced colours the chosen value, buttons and fields can be told from what is around them', async () => {
  const page = await show({ forcedColors: true });
  await openList(page);
  const { active, other, border } = await page.page.evaluate(() => {
    const style = (selector: string): CSSStyleDeclaration => getComputedStyle(document.querySelector(selector)!);
    return {
      active: style('.choices li.active').backgroundColor,
      other: style('.choices li:not(.active)').backgroundColor,
      border: ['.button', '.field-button', '.text-field'].map((selector) => style(selector).borderTopStyle),
    };
  });
  expect(active).not.toBe(other);
  expect(border).toEqual(['solid', 'solid', 'solid']);
  await page.close();
});

/** Everything that Tab reaches, as it is heard, from the top of the page to its end. */
const stops = [
  'button Edit Title',
  'button Copy Link',
  'button Status: in progress, expanded: false',
  'button Severity: critical, not saved yet, expanded: false',
  'button Category: Routing, expanded: false',
  'button Assignee: Theo Lindqvist, expanded: false',
  'button Owner: nobody, expanded: false',
  'button Overwrite',
  'button Discard',
  'button Edit Description',
  'link twice',
  'button Attach…',
  'button Caller asked for billing (l1)',
  'button Detach Caller asked for billing (l1)',
  'button 0:16 · #5 missed_handoff “OK, transferring you now.” Transferred without confirming the email.',
  'button Open Node Verify identity',
  'button 0:16 · #5 missed_handoff not stored “OK, transferring you now.”',
  'button Caller asked for billing (l2)',
  'button Detach Caller asked for billing (l2)',
  'button Caller asked for billing (l3)',
  'button Detach Caller asked for billing (l3)',
  'button missed_handoff “OK, transferring you now.” Transferred without confirming the email.',
  'button Link…',
  'button T-1004 Wrong queue',
  'button Unlink T-1004 Wrong queue',
  'button Answer…',
  'button Affected, expanded: false',
  'combobox Kind of activity, expanded: false',
  'combobox Author, expanded: false',
  'button Open as Text',
  'button Caller asked for billing',
  'button answered',
  'group Code',
  'button Preview',
  'textbox Comment',
  'button Evidence…, expanded: false',
  'button Add Comment',
];

test('a walk with the keyboard alone hears every stop, the same way back, and misses nothing', async () => {
  const page = await show({ width: 1000, height: 900 });
  const hearing = await Hearing.of(page);
  const plain = (all: readonly string[]): string[] => all.map((stop) => stop.replaceAll(/\s+/g, ' '));
  expect(plain(await hearing.walk('Tab'))).toEqual(stops);
  expect(await hearing.unreached()).toEqual([]);
  await page.page.getByRole('button', { name: 'Add Comment' }).focus();
  expect(plain(await hearing.walk('Shift+Tab'))).toEqual(stops.slice(0, -1).toReversed());
  await page.close();
});

// Scenarios on the issue page: the latest result with its verdicts, and what can be done.
import { expect, test } from 'vitest';
import type { ScenarioList, ScenarioView } from '../../src/shared/issue-view.ts';
import { barriers } from './support/barriers.ts';
import { useIssuePages } from './support/issue-page.ts';
import { themes, type ThemeName } from './themes.ts';

const { show } = useIssuePages();

function scenario(id: string, change: Partial<ScenarioView> = {}): ScenarioView {
  return {
    id,
    link: { text: `T-1042 missed_handoff (${id})`, action: `scenarios:open/${id}` },
    icon: 'failed',
    state: 'failed',
    facts: '14:11',
    verdicts: [
      { icon: 'failed', text: 'no missed handoff · failed · Transferred without asking.' },
      { icon: 'passed', text: 'Transfer · reached · optional' },
    ],
    problem: '',
    call: { text: 'Simulated call', action: `scenarios:call/${id}` },
    run: { text: 'Run…', action: `scenarios:run/${id}` },
    ...change,
  };
}

const list: ScenarioList = {
  items: [
    scenario('s1'),
    scenario('s2', { icon: 'running', state: 'running', verdicts: [], call: null, run: null }),
    scenario('s3', { icon: 'unclear', state: 'error', verdicts: [], problem: 'Invalid start_node_id', call: null }),
  ],
  trouble: null,
  buttons: [{ text: 'Create…', action: 'scenarios:create' }],
};

test('a scenario shows its result, and runs, opens and leads to its call by the actions that the host gave out', async () => {
  const page = await show();
  const section = page.page.getByRole('region', { name: 'Scenarios' });
  expect(await section.count()).toBe(0);
  await page.send({ type: 'scenarios', scenarios: list });
  const [failed, running, unclear] = ['s1', 's2', 's3'].map((id) => section.locator(`[data-scenario-id="${id}"]`));
  expect(await failed?.locator('.verdict [dir]').allInnerTexts()).toEqual([
    'no missed handoff · failed · Transferred without asking.',
    'Transfer · reached · optional',
  ]);
  expect(await running?.getByRole('button').allInnerTexts()).toEqual(['T-1042 missed_handoff (s2)']);
  expect(await unclear?.innerText()).toContain('Invalid start_node_id');
  await failed?.getByRole('button', { name: 'T-1042 missed_handoff (s1)' }).click();
  await failed?.getByRole('button', { name: 'Simulated call' }).click();
  await failed?.getByRole('button', { name: 'Run…' }).click();
  await section.getByRole('button', { name: 'Create…' }).click();
  expect((await page.posted('run')).map(({ action }) => action)).toEqual([
    'scenarios:open/s1',
    'scenarios:call/s1',
    'scenarios:run/s1',
    'scenarios:create',
  ]);
  await page.send({ type: 'scenarios', scenarios: null });
  await section.waitFor({ state: 'detached' });
  await page.close();
});

test('text of a judge is text', async () => {
  const page = await show();
  const text = '<img src=x onerror=alert(1)> [x](command:x) \u202Eevil';
  await page.send({
    type: 'scenarios',
    scenarios: { ...list, items: [scenario('s1', { verdicts: [{ icon: 'failed', text }] })] },
  });
  const verdict = page.page.locator('.verdict');
  expect(await verdict.locator('img, a').count()).toBe(0);
  expect(await verdict.innerText()).toContain('<img src=x onerror=alert(1)> [x](command:x)');
  expect(await verdict.innerText()).not.toContain('\u202E');
  await page.close();
});

for (const theme of Object.keys(themes) as ThemeName[]) {
  test(`is for everybody in ${theme}, also in 300 px`, async () => {
    const page = await show({ theme, width: 300 });
    await page.send({ type: 'scenarios', scenarios: list });
    await page.page.getByRole('region', { name: 'Scenarios' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await page.overflow()).toBe(0);
    await page.close();
  });
}

// The pages beside the transcript: an issue's, the insights, a file with flags.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Stored } from '../../e2e/service.ts';
import { press } from '../../e2e/press.ts';
import { chooseOfFlag, flagOf, narrow, openIssuePage, type Scene, sentence, type Stage } from '../stage.ts';

async function showInsights({ workbench }: Stage): Promise<void> {
  await workbench.palette.run('Call Triage: Show Insights');
  const page = workbench.webview();
  await page.getByRole('figure', { name: workbench.say('Flags by Agent Version') }).waitFor();
  await page.getByRole('button', { name: workbench.say('Show All Issues') }).click();
}

/** Makes a scenario of a flag, runs it, and shows its result on the page of the issue. */
async function runScenario(stage: Stage): Promise<void> {
  const { workbench } = stage;
  const { page, notifications } = workbench;
  const flag = await flagOf(stage, 'T-1002', () => true);
  await workbench.tree('Issues').expand('T-1002');
  await chooseOfFlag(stage, flag, 'Create Scenario…');
  const text = page.locator('.editor-instance .view-lines');
  await text.getByText('tester_persona_prompt').first().waitFor();
  await text.click();
  await page.keyboard.press('ControlOrMeta+s');
  const [created = ''] = sentence(stage, 'Scenario {0} created.', 'T-1002').split('T-1002');
  await notifications.press(created, workbench.say('Run…'));
  const dialog = page.locator('.monaco-dialog-box');
  await press(dialog.getByRole('button', { name: workbench.say('Run'), exact: true }));
  await openIssuePage(stage, 'T-1002');
  const section = workbench.webview().getByRole('region', { name: workbench.say('Scenarios') });
  await section.getByText(workbench.say('failed'), { exact: true }).waitFor({ timeout: 60_000 });
  await section.scrollIntoViewIfNeeded();
}

/** Shows the flags of a node on its words in a file of the workspace. */
async function showNodeFlags(stage: Stage): Promise<void> {
  const { workbench } = stage;
  const flag = await flagOf(stage, 'T-1002', (one) => one['node_id'] !== null);
  const node = { id: flag['node_id'], type: 'Default', data: { name: flag['node_name'], prompt: 'Ask for the card.' } };
  const call = await stage.service.ask<Stored>('GET', `/v1/calls/${String(flag['call_id'])}`);
  const pathway = JSON.stringify({ pathway_id: call['pathway_id'], nodes: [node], edges: [] }, undefined, 2);
  await writeFile(path.join(workbench.folder, 'pathway.json'), pathway);
  await workbench.tree('Issues').expand('T-1002');
  await chooseOfFlag(stage, flag, 'Open Node');
  await workbench.page.getByRole('tab', { name: /pathway\.json/ }).waitFor();
  await workbench.page.locator('.codelens-decoration a').first().click();
  await workbench.page.locator('.review-widget').getByText(String(flag['note'])).first().waitFor();
}

export const pages: Readonly<Record<string, Scene>> = {
  'issue-page': { arrange: (stage) => openIssuePage(stage) },
  'issue-page-narrow': {
    open: narrow,
    arrange: (stage) => openIssuePage(stage),
  },
  'issue-page-scenarios': { arrange: runScenario },
  'issue-page-scenarios-narrow': { open: narrow, arrange: runScenario },
  insights: { arrange: showInsights },
  'insights-narrow': { open: narrow, arrange: showInsights },
  'node-flags': { arrange: showNodeFlags },
};

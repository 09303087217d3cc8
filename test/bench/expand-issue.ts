import type { Workbench } from '../e2e/workbench.ts';
import { startManyIssues } from '../support/many-issues.ts';
import { connectionTo, inEditor, untilRow } from './editor.ts';
import { type Bench, byTurns } from './measure.ts';

const rounds = 6;
const calls = 500;
const flags = 2000;

/** Expands a row, and collapses it again once its first is on the screen. */
async function expand({ page }: Workbench, tree: string, text: string): Promise<number> {
  const rows = page.locator('.part.sidebar .pane-body').getByRole('tree', { name: tree, exact: true });
  const twistie = rows.locator('.monaco-list-row').filter({ hasText: text }).first().locator('.monaco-tl-twistie');
  await twistie.waitFor();
  const shown = untilRow(page, 'A call 0');
  await twistie.click();
  const time = await shown;
  await twistie.click();
  await rows.locator('.monaco-list-row').filter({ hasText: 'A call 0' }).first().waitFor({ state: 'detached' });
  return time;
}

/** An issue with 500 calls and 2,000 flags, half of which are loaded and shown at first. */
export const expandIssue: Bench = {
  name: 'expand-issue',
  async run() {
    const service = await startManyIssues({ issues: rounds + 1, flags, calls });
    const env = connectionTo(service.origin);
    const times = await inEditor({ env, size: { width: 1280, height: 1400 } }, async ({ workbench, driver }) => {
      const command = (name: string, ...args: readonly unknown[]) => driver.run({ do: 'command', command: name, args });
      await command('workbench.view.extension.callTriage');
      // A page of an issue loads what the tree shows below it.
      for (let at = 0; at <= rounds; at += 1) {
        await command('callTriage.openIssue', { issueId: `i${at}` });
        while (!service.asked.some((one) => one.includes(`/i${at}/flags`) && one.includes('cursor=900')))
          await workbench.page.waitForTimeout(50);
      }
      await command('workbench.action.closeAllEditors');
      return byTurns(
        rounds,
        async (round) => {
          await command('workbench.view.extension.callTriage');
          return expand(workbench, 'Issues', `Issue ${round}`);
        },
        async (round) => {
          await command('workbench.view.extension.benchCalls');
          return expand(workbench, 'Bare Calls', `Bare issue ${round}`);
        },
      );
    });
    await service.close();
    return [
      {
        what: 'an issue with 500 calls and 2,000 flags expanded, which its page has loaded',
        ours: times.ours,
        alternative: { what: 'the same rows from memory in a bare tree', median: times.alternative.median },
        target: { times: 1.3 },
      },
    ];
  },
};

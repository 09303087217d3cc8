// What people write about issues: drafts in boxes, the title and description as a document, an issue from a message.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startService, type Service } from './service.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  await workbench.openContainer('Call Triage');
  await issues().row('T-1008').waitFor();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await workbench.screenshot(`failed-${task.name}`);
});

afterAll(async () => {
  await workbench?.close();
  await service?.close();
});

const issues = () => workbench.tree('Issues');
const choose = async (code: string, entry: string): Promise<void> => {
  await issues().openMenu(code);
  await workbench.contextMenu.choose(entry);
};

test('a comment that is being typed survives a reload of the window, marked, until it is sent or discarded', async () => {
  const { quickInput, page } = workbench;
  const issue = await service.issue('T-1008');
  const comments = async () =>
    (await service.list(`/v1/triage/issues/${issue.id}/activity`)).filter(({ type }) => type === 'comment');
  const before = (await comments()).length;
  await choose('T-1008', 'Add Comment…');
  await quickInput.widget.getByText('Everyone who sees the issue can read it').waitFor();
  await quickInput.type('Half a comment');
  // What is typed is on disk within a second; nothing on the page tells when.
  await page.waitForTimeout(1000);
  await workbench.reload();
  await workbench.openContainer('Call Triage');
  await issues().row('T-1008').waitFor();
  await choose('T-1008', 'Add Comment…');
  await quickInput.widget.getByText('Your draft is here again. 14/4000').waitFor();
  await workbench.screenshot('draft-of-a-comment');
  await quickInput.enter('Half a comment, and the rest');
  await expect
    .poll(async () => (await comments()).map(({ detail }) => detail))
    .toContain('Half a comment, and the rest');
  await choose('T-1008', 'Add Comment…');
  await quickInput.widget.getByText('Everyone who sees the issue can read it').waitFor();
  await quickInput.type('Never mind');
  await quickInput.cancel();
  await choose('T-1008', 'Add Comment…');
  await quickInput.widget.getByRole('button', { name: 'Discard Draft' }).click();
  await quickInput.widget.getByText('Everyone who sees the issue can read it').waitFor();
  await quickInput.cancel();
  expect((await comments()).length).toBe(before + 1);
});

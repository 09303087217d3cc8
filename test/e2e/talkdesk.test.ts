// A Talkdesk account is connected step by step, a call's file goes there from its own menu, and a connection that breaks asks.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { sandboxOf, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { Workbench } from './workbench.ts';

let workbench: Workbench;
let file: string;

beforeAll(async () => {
  // Nothing of what these tests ask of Talkdesk's own addresses leaves the machine: no proxy listens there.
  workbench = await Workbench.open({ settings: { 'http.proxy': 'http://127.0.0.1:1' } });
  file = path.join(workbench.folder, 'heard.txt');
  await writeFile(file, 'what was heard\n'.repeat(1000));
  await workbench.openContainer('Call Triage');
  await workbench.page.locator('.part.sidebar .welcome-view-content').getByText('Try the Sandbox').click();
  await workbench.tree('Issues').row('T-1008').waitFor();
});

tidyUp(() => ({ workbench }));

const stored = async (): Promise<readonly Stored[]> =>
  (await (await sandboxOf(workbench)).ask<{ attachments: Stored[] }>('GET', '/sandbox/talkdesk/attachments'))
    .attachments;
const breakNext = async (): Promise<void> => {
  const fault = { match: { path: '/talkdesk-storage/' }, times: 1, fault: { kind: 'reset' } };
  await (await sandboxOf(workbench)).ask('POST', '/sandbox/faults', fault);
};

test('a call’s own menu uploads for it; what breaks off begins again when that is said', async () => {
  const { quickInput, notifications } = workbench;
  await workbench.unfold('Calls');
  const calls = workbench.tree('Calls');
  const row = calls.element.locator('.monaco-list-row[aria-level="1"]').first();
  await row.waitFor();
  await breakNext();
  await row.click({ button: 'right' });
  await workbench.contextMenu.choose('Upload to Talkdesk…');
  await quickInput.choosePath(file, 'Upload');
  await notifications.find(/interrupted at .* and lost/);
  expect(await stored()).toEqual([]);
  await notifications.press(/interrupted at/, 'Start Over');
  await notifications.find('Uploaded heard.txt');
  const [one, ...more] = await stored();
  expect(more).toEqual([]);
  expect(one).toMatchObject({ name: 'heard.txt', size: 15_000, metadata: { call_id: expect.any(String) } });
});

test('or is given up, and nothing is left', async () => {
  const { notifications } = workbench;
  await breakNext();
  await workbench.palette.run('Call Triage: Upload to Talkdesk…');
  await workbench.quickInput.choosePath(file, 'Upload');
  await notifications.press(/interrupted at/, 'Give Up');
  await notifications.items.filter({ hasText: 'interrupted at' }).first().waitFor({ state: 'hidden' });
  expect(await stored()).toHaveLength(1);
});

test('Connect asks step by step, refuses what cannot be, and keeps what was said though nobody answers', async () => {
  const { quickInput, notifications } = workbench;
  await workbench.palette.run('Call Triage: Connect…');
  await quickInput.pick('Talkdesk');
  await quickInput.pick('Europe');
  await quickInput.widget.getByText('Account name, as in').waitFor();
  await quickInput.type('not an account!');
  await expect.poll(() => quickInput.message()).toContain('An account name has letters, digits and dashes only.');
  await quickInput.type('acme');
  await workbench.page.keyboard.press('Enter');
  await quickInput.widget.getByText('OAuth client ID').waitFor();
  await quickInput.type('client-1');
  await workbench.page.keyboard.press('Enter');
  await quickInput.row('Private key').waitFor();
  await quickInput.pick('Client secret');
  await quickInput.widget.getByText('https://acme.talkdeskid.eu').waitFor();
  await quickInput.enter('a-secret-of-this-test');
  await notifications.find(/Talkdesk \(acme\): .*proxy/);
  expect(await stored()).toHaveLength(1);
});

test('the connection is there afterwards, without its secret', async () => {
  const settings = path.join(workbench.editor.userDataDir, 'User', 'settings.json');
  const text = await readFile(settings, 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    'callTriage.connections': [
      { id: 'sandbox' },
      { id: 'talkdesk', kind: 'talkdesk', account: 'acme', region: 'EU', clientId: 'client-1', auth: 'basic' },
    ],
  });
  expect(text).not.toContain('a-secret-of-this-test');
});

// A workspace that nobody trusts, whose settings would send keys and calls elsewhere.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../support/paths.mjs';
import { startService, type Service } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { Workbench } from './workbench.ts';

let folder: string;
let service: Service;
let elsewhere: Service;
let workbench: Workbench;

beforeAll(async () => {
  [service, elsewhere] = await Promise.all([startService(), startService()]);
  folder = await temporaryFolder('ct-e2e-trust-');
  await mkdir(path.join(folder, '.vscode'));
  const stolen = elsewhere.env['BLAND_BASE_URL'];
  const settings = {
    'callTriage.connections': [
      { id: 'env', kind: 'bland', baseUrl: stolen },
      { id: 'mine', kind: 'bland', baseUrl: stolen },
    ],
    'http.proxy': stolen,
    'http.proxySupport': 'override',
  };
  await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  workbench = await Workbench.open({ env: service.env, folder, workspaceTrust: true });
});

// Hooks at the end run from the last to the first: the folder goes when nothing is open any more.
afterAll(async () => {
  await elsewhere?.close();
  await removeFolder(folder);
});
tidyUp(() => ({ workbench, service }));

test('it works while restricted, and no setting of the workspace says where requests go', async () => {
  // The workbench may ask whether the folder is trusted; it is not.
  const no = workbench.page.getByRole('button', { name: /No, I don't trust/ });
  await no.click({ timeout: 8000 }).catch(() => undefined);
  await workbench.openContainer('Call Triage');
  await workbench.tree('Issues').row('T-1008').waitFor();
  await workbench.page.locator('.statusbar').getByText('Restricted Mode').waitFor();
  const asked = async (one: Service): Promise<number> =>
    (await one.ask<{ requests: { path: string }[] }>('GET', '/sandbox/requests')).requests.filter(({ path: at }) =>
      at.startsWith('/v1/'),
    ).length;
  expect(await asked(service)).toBeGreaterThan(0);
  expect(await asked(elsewhere)).toBe(0);
});

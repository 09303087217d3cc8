// Before there is anything to triage, and when the service does not answer.
import type { Service } from '../../e2e/service.ts';
import type { WorkbenchOptions } from '../../e2e/workbench.ts';
import { fails, type Scene, sentence, type Stage } from '../stage.ts';

/** Connections to the service without a key, by their IDs. */
const connectionsNamed =
  (...ids: readonly string[]) =>
  ({ env }: Service): WorkbenchOptions => ({
    settings: {
      'callTriage.connections': ids.map((id) => ({ id, kind: 'bland', label: id, baseUrl: env['BLAND_BASE_URL'] })),
    },
  });

/** Waits for a button that the first view offers. */
const offers =
  (name: string) =>
  async ({ workbench }: Stage): Promise<void> => {
    const welcome = workbench.page.locator('.part.sidebar .welcome-view-content');
    await welcome
      .getByRole('button', { name: workbench.say(name) })
      .first()
      .waitFor();
  };

export const connections: Readonly<Record<string, Scene>> = {
  welcome: { open: () => ({}), arrange: offers('Connect…') },
  'no-key': { open: connectionsNamed('Work'), arrange: offers('Set API Key…') },
  'key-rejected': {
    open: ({ env }) => ({ env: { ...env, BLAND_API_KEY: 'org_wrong' } }),
    arrange: offers('Replace Key…'),
  },
  'choose-connection': { open: connectionsNamed('Work', 'Staging'), arrange: offers('Choose a Connection') },
  unreachable: {
    open: () => ({ env: { BLAND_API_KEY: 'org_any', BLAND_BASE_URL: 'http://127.0.0.1:9' } }),
    arrange: offers('Test Connection'),
  },
  connect: {
    open: () => ({}),
    show: async ({ workbench }) => {
      await workbench.palette.run('Call Triage: Connect…');
      await workbench.quickInput.pick('Bland AI');
      await workbench.quickInput.pick('Other Address…');
      await workbench.quickInput.type('http://voice.example');
      await workbench.quickInput.widget.getByText('voice.example').first().waitFor();
    },
  },
  'issues-offline': {
    arrange: async (stage) => {
      const { workbench, service } = stage;
      await workbench.tree('Issues').row('T-1008').waitFor();
      await fails(service, '/v1/triage/issues');
      await workbench.palette.run('Call Triage: Refresh');
      const row = sentence(stage, 'Could not load the {0}. Retry', workbench.say('issues'));
      await workbench.tree('Issues').row(row).waitFor();
    },
  },
  walkthrough: {
    arrange: async ({ workbench }) => {
      await workbench.palette.run('Call Triage: Get Started');
      await workbench.page.locator('.gettingStartedContainer').getByText(workbench.say('Do it by keyboard')).click();
    },
  },
};

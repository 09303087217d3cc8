// The views of the side bar.
import { TranscriptPage } from '../../e2e/transcript-page.ts';
import { type Scene, showView, type Stage, toggleView } from '../stage.ts';

/** Shows the view of agents for an account of a kind, with some rows open. */
async function openAgents(stage: Stage, seed: string | undefined, ...open: readonly string[]): Promise<void> {
  const { workbench, service } = stage;
  if (seed !== undefined) await service.ask('POST', '/sandbox/reset', { seed });
  await showView(stage, 'Agents & Numbers');
  await workbench.tree('Agents & Numbers').row('Unassigned Numbers').waitFor();
  for (const row of open) await workbench.tree('Agents & Numbers').expand(row);
}

export const views: Readonly<Record<string, Scene>> = {
  issues: {
    arrange: ({ workbench }) => workbench.tree('Issues').expand('T-1008'),
    show: ({ workbench }) => workbench.tree('Issues').row('T-1008').hover(),
  },
  'issues-nothing-found': {
    arrange: async ({ workbench }) => {
      await workbench.palette.run('Call Triage: Search Issues…');
      await workbench.quickInput.enter('no such words');
      await workbench.page.locator('.part.sidebar .welcome-view-content').first().waitFor();
    },
  },
  calls: {
    arrange: async (stage) => {
      await showView(stage, 'Calls');
      await stage.workbench.tree('Calls').element.locator('.monaco-list-row').first().waitFor();
    },
  },
  'search-results': {
    arrange: async (stage) => {
      const { workbench } = stage;
      await toggleView(stage, 'Issues');
      await workbench.palette.run('Call Triage: Search Calls for Text…');
      await workbench.quickInput.enter('account');
      const focused = workbench.tree('Search Results').element.locator('.monaco-list-row.focused');
      await focused.filter({ hasText: workbench.say('Search Recent Calls') }).waitFor();
      await workbench.page.keyboard.press('Enter');
      await focused.filter({ hasText: 'account' }).waitFor();
      await workbench.page.keyboard.press('Enter');
      await new TranscriptPage(workbench).shown();
    },
  },
  'search-nothing-found': {
    arrange: async (stage) => {
      await toggleView(stage, 'Issues');
      await stage.workbench.palette.run('Call Triage: Search Calls for Text…');
      await stage.workbench.quickInput.enter('no such words');
      await stage.workbench.tree('Search Results').row('Search Recent Calls').waitFor();
    },
  },
  agents: { arrange: (stage) => openAgents(stage, 'both', 'Larkspur Support', 'Marlow') },
  'agents-only': { arrange: (stage) => openAgents(stage, 'agents', 'Larkspur Support') },
  'personas-only': { arrange: (stage) => openAgents(stage, 'personas', 'Marlow') },
  'agents-partly': {
    arrange: async (stage) => {
      const body = { data: null, errors: [{ error: 'FORBIDDEN', message: 'Not with this role' }] };
      const match = { path: '^/v2/agents/[^/]+/inbound$' };
      await stage.service.ask('POST', '/sandbox/faults', { match, fault: { kind: 'status', status: 403, body } });
      await openAgents(stage, undefined, 'Larkspur Support');
    },
  },
  'agents-move': {
    arrange: (stage) => openAgents(stage, 'both', 'Larkspur Support', 'Marlow'),
    show: async ({ workbench }) => {
      const tree = workbench.tree('Agents & Numbers');
      await tree.drag('Larkspur rehearsal', tree.row('Night Shift'));
      await workbench.page
        .locator('.monaco-dialog-box')
        .getByText(/Larkspur Support/)
        .first()
        .waitFor();
    },
  },
};

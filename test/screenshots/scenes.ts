// What is worth a picture: each view, and the states that a user rarely meets.
import type { Service } from '../e2e/service.ts';
import { TranscriptPage } from '../e2e/transcript-page.ts';
import type { Workbench, WorkbenchOptions } from '../e2e/workbench.ts';

/** What a scene is set up with. */
interface Stage {
  readonly workbench: Workbench;
  readonly service: Service;
}

export interface Scene {
  /** Sets the editor up. Default: connected to the service. */
  readonly open?: (service: Service) => WorkbenchOptions;
  /** Gets there, once. */
  readonly arrange?: (stage: Stage) => Promise<unknown>;
  /** Shows what a change of the theme has closed, before each picture. */
  readonly show?: (stage: Stage) => Promise<unknown>;
}

/** Begins a flag, without saving it. */
async function beginFlag(page: TranscriptPage, index: number, note: string): Promise<void> {
  await page.flagByMenu(index);
  await page.chooseType('dead_air');
  await page.note.fill(note);
}

/** Opens the first call of an issue. */
async function openCall({ workbench, service }: Stage, code: string): Promise<TranscriptPage> {
  const call = await service.callOf((await service.issue(code)).id);
  await workbench.showAllIssues();
  await workbench.tree('Issues').expand(code);
  await workbench.tree('Issues').click(call.title);
  const page = new TranscriptPage(workbench);
  await page.shown();
  return page;
}

/** Opens or folds a view, by the sign at its left. */
async function toggleView({ workbench }: Stage, name: string): Promise<void> {
  const header = workbench.page.locator('.part.sidebar .pane-header').filter({ hasText: workbench.say(name) });
  await header.click({ position: { x: 12, y: 10 } });
}

/** Shows the view of agents for an account of a kind, with some rows open. */
async function openAgents(stage: Stage, seed: string | undefined, ...open: readonly string[]): Promise<void> {
  const { workbench, service } = stage;
  if (seed !== undefined) await service.ask('POST', '/sandbox/reset', { seed });
  await toggleView(stage, 'Agents & Numbers');
  await toggleView(stage, 'Issues');
  await workbench.tree('Agents & Numbers').row('Unassigned Numbers').waitFor();
  for (const row of open) await workbench.tree('Agents & Numbers').expand(row);
}

async function chooseOf({ workbench }: Stage, code: string, entry: string): Promise<void> {
  await workbench.tree('Issues').choose(code, entry);
}

async function openIssuePage({ workbench }: Stage): Promise<void> {
  await workbench.tree('Issues').act('T-1008', 'Open Issue');
  await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
}

const fails = (service: Service, path: string): Promise<unknown> =>
  service.ask('POST', '/sandbox/faults', { match: { path }, fault: { kind: 'status', status: 503, body: {} } });

export const scenes: Readonly<Record<string, Scene>> = {
  welcome: { open: () => ({}) },
  'no-key': {
    open: ({ env }) => ({
      settings: {
        'callTriage.connections': [{ id: 'work', kind: 'bland', label: 'Work', baseUrl: env['BLAND_BASE_URL'] }],
      },
    }),
    arrange: ({ workbench }) =>
      workbench.page.locator('.welcome-view-content').getByText('has no API key').first().waitFor(),
  },
  issues: {
    arrange: ({ workbench }) => workbench.tree('Issues').expand('T-1008'),
    show: ({ workbench }) => workbench.tree('Issues').row('T-1008').hover(),
  },
  'issues-offline': {
    arrange: async ({ workbench, service }) => {
      await workbench.tree('Issues').row('T-1008').waitFor();
      await fails(service, '/v1/triage/issues');
      await workbench.palette.run('Call Triage: Refresh');
      await workbench.tree('Issues').row('Could not load the issues. Retry').waitFor();
    },
  },
  'issues-nothing-found': {
    arrange: async ({ workbench }) => {
      await workbench.palette.run('Call Triage: Search Issues…');
      await workbench.quickInput.enter('no such words');
      await workbench.page.locator('.part.sidebar .welcome-view-content').first().waitFor();
    },
  },
  walkthrough: {
    arrange: async ({ workbench }) => {
      await workbench.palette.run('Call Triage: Get Started');
      await workbench.page.locator('.gettingStartedContainer').getByText(workbench.say('Do it by keyboard')).click();
    },
  },
  review: {
    arrange: async ({ workbench }) => {
      await workbench.palette.run('Call Triage: Review Calls');
      const page = new TranscriptPage(workbench);
      await page.frame
        .getByRole('group', { name: workbench.say('Review') })
        .getByText(/^1 /)
        .waitFor();
      await page.message(0).click();
      await workbench.page.keyboard.press('J');
      await page.frame
        .getByRole('group', { name: workbench.say('Review') })
        .getByText(/^2 /)
        .waitFor();
    },
  },
  'issue-page': { arrange: openIssuePage },
  'issue-page-narrow': {
    open: ({ env }) => ({ env, size: { width: 640, height: 800 } }),
    arrange: openIssuePage,
  },
  'issue-create': {
    show: async ({ workbench }) => {
      await workbench.palette.run('Call Triage: Create Issue…');
      await workbench.quickInput.type('parcel');
      await workbench.quickInput.widget
        .getByText(workbench.say('Possible duplicates: open it instead'))
        .filter({ visible: true })
        .first()
        .waitFor();
    },
  },
  'issue-document': {
    arrange: async (stage) => {
      await chooseOf(stage, 'T-1009', 'Edit Issue');
      await stage.workbench.page.locator('.editor-instance .view-line').first().waitFor();
    },
  },
  'issue-delete': {
    show: async (stage) => {
      await chooseOf(stage, 'T-1008', 'Delete Issue…');
      await stage.workbench.page.locator('.monaco-dialog-box').getByText('Permanently delete T-1008?').waitFor();
    },
  },
  activity: {
    arrange: async (stage) => {
      await chooseOf(stage, 'T-1002', 'Show Activity');
      await stage.workbench.page.locator('.editor-instance .codelens-decoration').first().waitFor();
    },
  },
  evidence: {
    show: async (stage) => {
      await chooseOf(stage, 'T-1008', 'Export Evidence…');
      await stage.workbench.quickInput.pick('JSON');
      await stage.workbench.quickInput.row('Talkdesk Attachment').waitFor();
    },
  },
  calls: {
    arrange: async (stage) => {
      await toggleView(stage, 'Calls');
      await toggleView(stage, 'Issues');
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
      await focused.filter({ hasText: 'Search Recent Calls' }).waitFor();
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
      await workbench.page.locator('.monaco-dialog-box').getByText('from Larkspur Support').waitFor();
    },
  },
  transcript: { arrange: (stage) => openCall(stage, 'T-1008') },
  'transcript-narrow': {
    open: ({ env }) => ({ env, size: { width: 700, height: 800 } }),
    arrange: (stage) => openCall(stage, 'T-1008'),
  },
  'transcript-masked': {
    arrange: async (stage) => {
      await openCall(stage, 'T-1008');
      await stage.workbench.palette.run('Call Triage: Toggle Personal Data Masking');
      await stage.workbench
        .webview()
        .getByRole('button', { name: stage.workbench.say('Mask personal data'), pressed: true })
        .waitFor();
    },
  },
  'transcript-corrected': {
    arrange: async (stage) => {
      const page = await openCall(stage, 'T-1002');
      await stage.workbench.palette.run('Call Triage: Toggle Corrected Transcript');
      await page.frame.locator('.corrected').first().waitFor();
    },
  },
  'transcript-stereo': {
    arrange: async (stage) => {
      const page = await openCall(stage, 'T-1005');
      await page.frame.getByRole('button', { name: stage.workbench.say('Waveform') }).click();
      await page.message(9).getByText('measured').waitFor();
      await page.message(9).locator('.time').click();
    },
  },
  'transcript-stereo-narrow': {
    open: ({ env }) => ({ env, size: { width: 640, height: 800 } }),
    arrange: async (stage) => {
      const page = await openCall(stage, 'T-1005');
      await page.frame.getByRole('button', { name: stage.workbench.say('Waveform') }).click();
      await page.message(9).getByText('measured').waitFor();
    },
  },
  'transcript-unlogged': {
    arrange: async (stage) => {
      await toggleView(stage, 'Calls');
      await toggleView(stage, 'Issues');
      await stage.workbench.tree('Calls').click('+1 843 555 0182');
      const page = new TranscriptPage(stage.workbench);
      await page.frame.locator('.missing').waitFor();
    },
  },
  'transcript-failed': {
    arrange: async (stage) => {
      await stage.workbench.tree('Issues').expand('T-1008');
      const { id, title } = await stage.service.callOf((await stage.service.issue('T-1008')).id);
      await fails(stage.service, `/v1/calls/${id}`);
      await stage.workbench.tree('Issues').click(title);
      await stage.workbench.webview().getByRole('heading').first().waitFor();
    },
  },
  composer: {
    arrange: async (stage) => {
      await beginFlag(await openCall(stage, 'T-1001'), 5, 'The very moment it went wrong.');
    },
  },
  flags: {
    arrange: async (stage) => {
      const page = await openCall(stage, 'T-1008');
      await page.frame.getByRole('button', { name: stage.workbench.say('Flags'), exact: true }).click();
      await page.frame.getByRole('navigation', { name: stage.workbench.say('Flags') }).waitFor();
    },
  },
  player: {
    arrange: async (stage) => {
      const page = await openCall(stage, 'T-1001');
      const player = page.frame.getByRole('group', { name: stage.workbench.say('Recording') });
      await player.getByRole('button', { name: stage.workbench.say('Play') }).click();
      await page.frame.locator('.wave.played').waitFor();
      await player.getByRole('button', { name: stage.workbench.say('Pause') }).click();
    },
  },
  text: {
    arrange: async (stage) => {
      const page = await openCall(stage, 'T-1008');
      await page.frame.getByRole('button', { name: stage.workbench.say('Open as text') }).click();
      await stage.workbench.page.locator('.editor-instance .view-line').first().waitFor();
    },
  },
  conversation: {
    arrange: async ({ workbench }) => {
      await workbench.tree('Issues').expand('T-1014');
      await workbench.tree('Issues').click('SMS with');
      await new TranscriptPage(workbench).shown();
    },
  },
  pending: {
    arrange: async (stage) => {
      const page = await openCall(stage, 'T-1001');
      await fails(stage.service, '/v1/triage');
      await beginFlag(page, 5, 'Written while nobody answered.');
      await page.save();
      await page.message(5).getByRole('button', { name: 'Flag dead_air, waiting for the service' }).waitFor();
    },
    show: async ({ workbench }) => {
      await workbench.palette.run('Call Triage: Show Pending Changes');
      await workbench.quickInput.widget.getByText('Written while nobody answered.').waitFor();
    },
  },
};

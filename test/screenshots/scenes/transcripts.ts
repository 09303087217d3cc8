// A call or a conversation as its page shows it.
import { TranscriptPage } from '../../e2e/transcript-page.ts';
import { beginFlag, fails, narrow, openCall, type Scene, showView, type Stage } from '../stage.ts';

/** Shows the waveform of a recording with a channel for each side, once what is heard is measured. */
async function showWaveform(stage: Stage): Promise<TranscriptPage> {
  const { workbench } = stage;
  const page = await openCall(stage, 'T-1005');
  await page.frame.getByRole('button', { name: workbench.say('Waveform') }).click();
  const [, measured = ''] = /\((.+)\)/.exec(workbench.say('{0} s until the first word (measured).')) ?? [];
  await page.message(9).getByText(measured).first().waitFor();
  return page;
}

export const transcripts: Readonly<Record<string, Scene>> = {
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
      const page = await showWaveform(stage);
      await page.message(9).locator('.time').click();
    },
  },
  'transcript-stereo-narrow': {
    open: narrow,
    arrange: showWaveform,
  },
  'transcript-unlogged': {
    arrange: async (stage) => {
      await showView(stage, 'Calls');
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
};

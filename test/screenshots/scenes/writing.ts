// What is asked, typed and listed: quick inputs, dialogs and documents.
import { beginFlag, chooseOf, fails, openCall, type Scene, sentence } from '../stage.ts';

export const writing: Readonly<Record<string, Scene>> = {
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
      const question = sentence(stage, 'Permanently delete {0}?', 'T-1008');
      await stage.workbench.page.locator('.monaco-dialog-box').getByText(question).waitFor();
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
  pending: {
    arrange: async (stage) => {
      const page = await openCall(stage, 'T-1001');
      await fails(stage.service, '/v1/triage');
      await beginFlag(page, 5, 'Written while nobody answered.');
      await page.save();
      const waiting = `${sentence(stage, 'Flag {0}', 'dead_air')}, ${stage.workbench.say('waiting for the service')}`;
      await page.message(5).getByRole('button', { name: waiting }).waitFor();
    },
    show: async ({ workbench }) => {
      await workbench.palette.run('Call Triage: Show Pending Changes');
      await workbench.quickInput.widget.getByText('Written while nobody answered.').waitFor();
    },
  },
  'pending-decision': {
    arrange: async (stage) => {
      const { service } = stage;
      const page = await openCall(stage, 'T-1001');
      const issue = await service.issue('T-1001');
      const call = await service.callOf(issue.id);
      await service.ask('DELETE', `/v1/triage/issues/${issue.id}/calls/${call.id}`);
      await beginFlag(page, 6, 'To be decided about.');
      await page.save();
      await page.message(6).getByText(stage.workbench.say('The call is not attached to the issue.')).waitFor();
    },
    show: async ({ workbench }) => {
      await workbench.palette.run('Call Triage: Show Pending Changes');
      await workbench.quickInput.widget.getByText('To be decided about.').waitFor();
    },
  },
};

import * as vscode from 'vscode';
import type { SessionTask } from '../driver.ts';

const command = (name: string, args: object): Thenable<unknown> =>
  vscode.commands.executeCommand(`callTriage.${name}`, args);

/** What a person does in a quarter of an hour, by the commands that the views run. */
export async function scriptedSession({ callIds, issueId, importFile }: SessionTask): Promise<void> {
  await vscode.commands.executeCommand('callTriage.issues.focus');
  await command('refresh', {});
  await command('openIssue', { issueId });
  for (const [at, callId] of callIds.entries()) {
    await command('openTranscript', { callId, issueId });
    await command('flagMessage', { issueId, callId, messageIndex: 2, type: 'dead_air', note: `Round ${at}.` });
  }
  await command('addComment', { issueId, detail: 'It also happens on the refund flow.' });
  await command('setStatus', { issueId, status: 'in_progress' });
  await command('exportEvidence', { issueId, format: 'markdown', target: 'clipboard' });
  await command('showActivity', { issueId });
  await command('reviewCalls', { callIds });
  await command('nextCall', {});
  await command('refresh', {});
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await command('openSandbox', {});
  await command('importCalls', { uris: [vscode.Uri.file(importFile).toString()] });
}

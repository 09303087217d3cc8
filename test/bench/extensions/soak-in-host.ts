import { Session } from 'node:inspector/promises';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Soaked, SoakTask } from '../driver.ts';

/** Looks at the heap, the last ones of which must not be above the first. */
const looks = 6;

/** Opens pages of calls and issues beside the issues view, lets them be, and looks at the heap from time to time. */
export async function soak({ callIds, issueIds, lasts }: SoakTask): Promise<Soaked> {
  const run = vscode.commands.executeCommand;
  await run('callTriage.issues.focus');
  const column = { groups: [{}, {}] };
  await run('vscode.setEditorLayout', { orientation: 0, groups: [column, column, column, column, column] });
  const openings = [
    ...callIds.map((callId) => () => run('callTriage.openTranscript', { callId })),
    ...issueIds.map((issueId) => () => run('callTriage.openIssue', { issueId })),
  ];
  for (const [at, open] of openings.entries()) {
    await open();
    // Each in a group of its own: a page polls while it can be seen.
    await run('moveActiveEditor', { to: 'position', by: 'group', value: openings.length - at });
    await run('workbench.action.focusFirstEditorGroup');
  }
  const session = new Session();
  session.connect();
  const heap: number[] = [];
  for (let look = 0; look <= looks; look += 1) {
    await session.post('HeapProfiler.collectGarbage');
    heap.push(process.memoryUsage().heapUsed / 1024 ** 2);
    if (look < looks) await delay(lasts / looks);
  }
  session.disconnect();
  return { heap };
}

// Does in an extension host what a bench asks for, one thing after another, as long as the host lives.
import { Session } from 'node:inspector/promises';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import * as vscode from 'vscode';
import type { Activated, Stall, Task } from '../driver.ts';
import { scriptedSession } from './scripted-session.ts';
import { soak } from './soak-in-host.ts';
import { StallWatch } from './stall-watch.ts';

const control = process.env['CALL_TRIAGE_BENCH_DRIVER'] ?? '';

export function activate(): void {
  void follow();
}

async function follow(): Promise<void> {
  for (;;) {
    const task = (await (await fetch(`${control}/next`)).json()) as Task;
    const result = await run(task).then(
      (value) => ({ value }),
      (error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
    await fetch(`${control}/done`, { method: 'POST', body: JSON.stringify(result) });
    if (task.do === 'leave') return;
  }
}

async function run(task: Task): Promise<unknown> {
  switch (task.do) {
    case 'activate':
      return activateOther(task.id, task.request);
    case 'leave':
      return undefined;
    case 'command':
      return vscode.commands.executeCommand(task.command, ...task.args);
    case 'session':
      return watched(task.profile, () => scriptedSession(task));
    case 'soak':
      return soak(task);
  }
}

async function activateOther(id: string, request: string | undefined): Promise<Activated> {
  const extension = vscode.extensions.getExtension<{ issues: vscode.TreeDataProvider<object> }>(id);
  if (extension === undefined) throw new Error(`${id} is missing.`);
  if (extension.isActive) throw new Error(`${id} is active already.`);
  const start = performance.now();
  const exports = await extension.activate();
  const took = performance.now() - start;
  // Ours asks for issues when the rows of their view are.
  if (request === undefined) await exports.issues.getChildren();
  else await (await fetch(request)).text();
  return { began: performance.timeOrigin + start, took };
}

/** Returns the stalls while something is done, with what the host was doing then. */
async function watched(profileFile: string | undefined, work: () => Promise<void>): Promise<readonly Stall[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 1000 });
  await session.post('Profiler.start');
  const watch = new StallWatch();
  await work();
  const gaps = watch.stop();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  if (profileFile !== undefined) {
    await mkdir(path.dirname(profileFile), { recursive: true });
    await writeFile(profileFile, JSON.stringify(profile));
  }
  return watch.explain(gaps, profile);
}

// Runs in a new extension host: activates one extension, and has it send its first request.
import { writeFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import * as vscode from 'vscode';

export interface Activation {
  /** Milliseconds since the epoch. */
  readonly began: number;
  /** Milliseconds that activation took. */
  readonly took: number;
}

async function activate<Exports>(id: string, request: (exports: Exports) => unknown): Promise<Activation> {
  const extension = vscode.extensions.getExtension<Exports>(id);
  if (extension === undefined || extension.isActive) throw new Error(`${id} is missing, or active already.`);
  const start = performance.now();
  const exports = await extension.activate();
  const took = performance.now() - start;
  await request(exports);
  return { began: performance.timeOrigin + start, took };
}

export async function run(): Promise<void> {
  const activation =
    process.env['CALL_TRIAGE_BENCH'] === 'ours'
      ? // The connection comes from the environment; issues are asked for when the rows of their view are.
        await activate<{ issues: vscode.TreeDataProvider<object> }>('call-triage.call-triage', ({ issues }) =>
          issues.getChildren(),
        )
      : await activate('call-triage.empty', () => fetch(process.env['BLAND_BASE_URL'] ?? ''));
  await writeFile(process.env['CALL_TRIAGE_BENCH_OUT'] ?? '', JSON.stringify(activation));
}

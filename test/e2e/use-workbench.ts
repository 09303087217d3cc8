// One workbench for all tests of a file.
import { afterAll, afterEach, beforeAll } from 'vitest';
import { Workbench, type WorkbenchOptions } from './workbench.ts';

/** Opens one workbench for all tests of a file; a failing test leaves a screenshot in test/results. */
export function useWorkbench(options: WorkbenchOptions = {}): () => Workbench {
  let opened: Workbench | undefined;
  beforeAll(async () => {
    opened = await Workbench.open(options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await opened?.screenshot(`failed-${task.name}`);
  });
  afterAll(async () => {
    await opened?.close();
  });
  return () => {
    if (opened === undefined) throw new Error('The workbench is open within tests only.');
    return opened;
  };
}

import { afterAll, afterEach } from 'vitest';
import { closeSandboxes, type Service } from './service.ts';
import type { Workbench } from './workbench.ts';

/** What the tests of a file have open. It is asked for late, because a test may open another workbench. */
interface Opened {
  readonly workbench: Workbench | undefined;
  readonly service?: Service | undefined;
}

/** Leaves a screenshot of a failing test in test/results, and closes what is open when the file ends. */
export function tidyUp(opened: () => Opened): void {
  afterEach(async ({ task }) => {
    const { workbench } = opened();
    if (task.result?.state !== 'fail' || workbench === undefined || workbench.page.isClosed()) return;
    await workbench.screenshot(`failed-${task.name}`);
  });
  afterAll(async () => {
    const { workbench, service } = opened();
    await workbench?.close();
    await service?.close();
    await closeSandboxes();
  });
}

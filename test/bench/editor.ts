import path from 'node:path';
import type { Page } from 'playwright-core';
import { Workbench, type WorkbenchOptions } from '../e2e/workbench.ts';
import { type Driver, startDriver } from './driver.ts';
import { writeExtensions } from './extensions/manifests.ts';

export interface BenchEditor {
  readonly workbench: Workbench;
  readonly driver: Driver;
}

/** Does something in an editor with our extension, as it was built, and those that stand beside it. */
export async function inEditor<T>(
  { env = {}, ...options }: WorkbenchOptions,
  work: (editor: BenchEditor) => Promise<T>,
): Promise<T> {
  const beside = await writeExtensions(path.resolve('.vscode-test', 'bench-extensions'));
  const driver = await startDriver();
  const workbench = await Workbench.open({
    ...options,
    beside,
    env: { ...env, CALL_TRIAGE_BENCH_DRIVER: driver.origin },
  });
  try {
    return await work({ workbench, driver });
  } finally {
    await workbench.close();
    driver.close();
  }
}

/** Variables of the host that make a service its connection. */
export const connectionTo = (origin: string, key = 'org_bench_key_0123456789'): Readonly<Record<string, string>> => ({
  BLAND_API_KEY: key,
  BLAND_BASE_URL: origin,
});

/** Loads the window anew, which gives it a new extension host. */
export async function renewHost({ workbench, driver }: BenchEditor): Promise<void> {
  await driver.run({ do: 'command', command: 'workbench.view.explorer', args: [] });
  await driver.run({ do: 'leave' });
  await workbench.page.reload();
  // Answered by the new host.
  await driver.run({ do: 'command', command: 'workbench.view.explorer', args: [] });
}

/** Shows a view container, with no editor open. */
export async function showAlone({ driver }: BenchEditor, container: string): Promise<void> {
  await driver.run({ do: 'command', command: 'workbench.action.closeAllEditors', args: [] });
  await driver.run({ do: 'command', command: `workbench.view.extension.${container}`, args: [] });
}

/** Milliseconds from the next press of the pointer until a row with this text is on the screen. To be called before the press. */
export function untilRow(page: Page, text: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    let pressed: number | undefined;
    const note = (event: Event): void => {
      pressed = event.timeStamp;
    };
    window.addEventListener('click', note, { capture: true, once: true });
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const rows = document.querySelectorAll('.part.sidebar .pane-body .monaco-list-row .label-name');
      if (pressed === undefined || ![...rows].some((row) => row.textContent.includes(wanted))) continue;
      await new Promise((resolve) => setTimeout(resolve));
      return performance.now() - pressed;
    }
  }, text);
}

/** Milliseconds from a press of the pointer until an element is in sight, in a webview that is opened by it. */
export async function untilInWebview(
  workbench: Workbench,
  selector: string,
  press: () => Promise<void>,
): Promise<number> {
  const pressed = workbench.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const note = (event: Event): void => resolve(performance.timeOrigin + event.timeStamp);
        window.addEventListener('click', note, { capture: true, once: true });
      }),
  );
  await press();
  await workbench.webview().locator(selector).first().waitFor();
  return performance.timeOrigin + performance.now() - (await pressed);
}

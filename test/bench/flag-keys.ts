import type { Frame } from 'playwright-core';
import { startCallService } from './call-service.ts';
import { connectionTo, inEditor } from './editor.ts';
import { type Bench, byTurns, frameMs } from './measure.ts';
import { profilePage } from './profile.ts';

const rounds = 15;

/**
 * Presses a key, and returns the milliseconds until the frame is over in which there are more such elements. The page listens
 * before the key is pressed: keys and scripts reach it by different ways.
 */
async function untilMore(frame: Frame, key: string, selector: string, press: () => Promise<void>): Promise<number> {
  await frame.evaluate(
    ([wantedKey, wanted]) => {
      const before = document.querySelectorAll(wanted).length;
      const shown = async (): Promise<number> => {
        let pressed: number | undefined;
        const note = (event: KeyboardEvent): void => {
          if (event.key !== wantedKey) return;
          pressed = event.timeStamp;
          const next = wanted === '.toggled' ? document.querySelector('[data-message-index]:not(.toggled)') : null;
          next?.classList.add('toggled');
        };
        window.addEventListener('keydown', note, { capture: true });
        for (;;) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          if (pressed === undefined || document.querySelectorAll(wanted).length <= before) continue;
          await new Promise((resolve) => setTimeout(resolve));
          window.removeEventListener('keydown', note, { capture: true });
          return performance.now() - pressed;
        }
      };
      Reflect.set(window, 'benchShown', shown());
    },
    [key, selector] as const,
  );
  await press();
  return frame.evaluate(() => Reflect.get(window, 'benchShown') as Promise<number>);
}

/** From the last key of a flag until its mark is on the screen, in the editor. */
export const flagKeys: Bench = {
  name: 'flag-keys',
  async run() {
    const service = await startCallService({ calls: 1, messages: 60 });
    const [callId] = service.callIds;
    const times = await inEditor({ env: connectionTo(service.origin, service.key) }, async ({ workbench, driver }) => {
      const { page } = workbench;
      const args = [{ callId, issueId: service.issueId }];
      await driver.run({ do: 'command', command: 'callTriage.openTranscript', args });
      const first = workbench.webview().locator('[data-message-index="0"]');
      await first.click();
      const frame = await (await first.elementHandle())?.ownerFrame();
      if (frame === undefined || frame === null) throw new Error('The call is not open.');
      await service.asked();
      return profilePage(page, () =>
        byTurns(
          rounds,
          async () => {
            await page.keyboard.press('j');
            await page.keyboard.press('f');
            await page.keyboard.press('1');
            await frame.locator('.composer textarea').waitFor();
            return untilMore(frame, 'Enter', '[data-flag-id]', () => page.keyboard.press('Control+Enter'));
          },
          () => untilMore(frame, 'F8', '.toggled', () => page.keyboard.press('F8')),
        ),
      );
    });
    // Closing the editor has stored every flag; those that were sent were sent once.
    const sent = (await service.asked()).filter((one) => /^POST .*\/flags$/.test(one)).length;
    if (sent > rounds + 1) throw new Error(`${sent} flags were sent, of ${rounds + 1}.`);
    await service.close();
    return [
      {
        what: '`f`, a digit, `Ctrl+Enter` → the mark is on the screen',
        ours: times.ours,
        alternative: { what: 'a class toggled by a key', median: times.alternative.median },
        target: { times: 1, plus: frameMs },
      },
    ];
  },
};

// The moving picture in the README: the one path, from the list of issues to the flag, taken frame by frame from a real editor.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { root } from '../support/paths.mjs';
import { sandboxSettings } from '../support/start/sandbox-settings.mjs';
import { TranscriptPage } from '../e2e/transcript-page.ts';
import { Workbench } from '../e2e/workbench.ts';
import { widenSideBar } from './readme.ts';

const film = path.join(root, 'media', 'first-flag.webp');

/** Bytes that a page which shows the film may have to load. */
const most = 2 * 1024 * 1024;

/** What happens, by the sandbox's own sample data. */
const issue = 'T-1006';
const call = 'Patient moved a cleaning';
const before = 'Okay, that was two zero six';
const message = 'Got it. Zero one, three six';
const type = 'misheard_number';
const note = ['Says the wrong number again,', ' right after', ' the caller corrected it.'];

/** Frames with the time that each is shown, in milliseconds. */
class Reel {
  readonly #frames: Buffer[] = [];
  readonly #delays: number[] = [];

  constructor(private readonly workbench: Workbench) {}

  /** Takes a frame. */
  async take(delay: number): Promise<void> {
    this.#frames.push(await this.workbench.page.screenshot({ animations: 'disabled', caret: 'initial' }));
    this.#delays.push(delay);
  }

  /** Says in one line, over the status bar, what is done in the frames that follow. */
  async say(caption: string): Promise<void> {
    await this.workbench.page.evaluate((text) => {
      const id = 'caption';
      const line = document.querySelector(`#${id}`) ?? document.body.appendChild(document.createElement('div'));
      line.id = id;
      line.textContent = text;
      line.setAttribute(
        'style',
        'position:fixed;left:50%;bottom:0;transform:translateX(-50%);z-index:9999;padding:3px 18px;border-radius:6px 6px 0 0;' +
          'font:600 16px system-ui,sans-serif;color:#fff;background:#1f2430;border:1px solid #ff6b57;pointer-events:none',
      );
    }, caption);
  }

  async write(file: string): Promise<void> {
    // Text stays legible at this quality; what does not change between two frames is stored once.
    await sharp(this.#frames, { join: { animated: true } })
      .webp({ quality: 80, effort: 6, minSize: true, loop: 0, delay: this.#delays })
      .toFile(file);
  }
}

/** Whether a row is the one that keys work on. */
const hasFocus = (row: Locator): Promise<boolean> => row.evaluate((element) => element.matches(':focus'));

/** Takes the film. Gives the file. @throws {Error} When it is too large for a page. */
export async function takeFilm(): Promise<string> {
  const workbench = await Workbench.open({
    settings: { ...sandboxSettings, 'workbench.colorTheme': 'Dark Modern', 'window.commandCenter': false },
    size: { width: 1120, height: 680 },
  });
  try {
    await workbench.wears('dark');
    await workbench.openContainer('Call Triage');
    const issues = workbench.tree('Issues');
    await issues.row(issue).waitFor();
    await widenSideBar(workbench);
    const reel = new Reel(workbench);
    await reel.say('Find the issue');
    await reel.take(1600);
    await issues.expand(issue);
    await issues.row(call).waitFor();
    await reel.say('Expand it: its calls and flags');
    await reel.take(1600);
    await issues.click(call);
    const page = new TranscriptPage(workbench);
    await page.shown();
    const row = (text: string) => page.frame.locator('[data-message-index]').filter({ hasText: text }).first();
    await row(before).waitFor();
    await reel.say('Open the call, and read');
    await reel.take(1800);
    await row(before).click();
    await reel.say('j and k: next, previous message');
    await reel.take(900);
    while (!(await hasFocus(row(message)))) {
      await workbench.page.keyboard.press('j');
      await reel.take(450);
    }
    await reel.take(900);
    await workbench.page.keyboard.press('f');
    await page.note.waitFor();
    await reel.say('f: flag this message');
    await reel.take(1100);
    await page.chooseType(type);
    await reel.say('Choose what went wrong');
    await reel.take(1000);
    await reel.say('Say it in a sentence');
    for (const [index] of note.entries()) {
      await page.note.fill(note.slice(0, index + 1).join(''));
      await reel.take(500);
    }
    await reel.take(900);
    await page.save();
    // Stored, as the tree shows it too, and no row lit by a pointer that has nothing to do there.
    await workbench.page.mouse.move(640, 4);
    await row(message)
      .getByRole('button', { name: `Flag ${type}`, exact: true })
      .first()
      .waitFor();
    await issues.row('0:57').waitFor();
    await reel.say('Ctrl+Enter: it is on the message, and in the tree');
    await reel.take(3200);
    await reel.write(film);
    const { size } = await stat(film);
    if (size > most) throw new Error(`${film} has ${size} bytes: more than ${most}.`);
    return film;
  } finally {
    await workbench.close();
  }
}

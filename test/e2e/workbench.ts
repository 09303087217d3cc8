// A real editor with the extension in it, driven as a person would.
import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { developExtension, startBrowser } from '../support/browser.mjs';
import { installExtension, startEditor, writeSettings, type Editor } from '../support/editor.mjs';
import { removeFolder, results, root, temporaryFolder } from '../support/paths.mjs';
import { provisionChromium, provisionServer } from '../support/provision.mjs';
import { pseudo, pseudoLanguage, writePseudoExtension } from '../support/pseudo.mjs';
import { speakerOf } from '../support/translations.mjs';
import { workbenchAddress } from '../support/workbench-address.mjs';
import { ContextMenu } from './context-menu.ts';
import { Notifications } from './notifications.ts';
import { Palette } from './palette.ts';
import { pointAway } from './press.ts';
import { QuickInput } from './quick-input.ts';
import { editorsStored } from './stored-editors.ts';
import { themes, type Theme } from './themes.ts';
import { Tree } from './tree.ts';
import { webview, type Webview } from './webview.ts';

/** What an editor shall be like. */
export interface WorkbenchOptions {
  /** The workspace. Default: an empty folder of its own. */
  folder?: string;
  /** User settings. */
  settings?: Readonly<Record<string, unknown>>;
  /** Variables of the extension host, such as BLAND_API_KEY. */
  env?: Readonly<Record<string, string>>;
  /** Whether secrets survive `restart()`: in this editor the browser's profile keeps them. */
  keepProfile?: boolean;
  /** The window's size in CSS pixels. Default: 1280 × 800. */
  size?: { width: number; height: number };
  /** The folder of our extension. Default: the development folder. */
  extension?: string;
  /** Folders of extensions that are loaded beside ours. */
  beside?: readonly string[];
  /** The language of the extension's strings: one that it has a bundle for, or the made-up one. Default: English. */
  language?: string;
  /** Whether the folder opens restricted until it is trusted. */
  workspaceTrust?: boolean;
}

/** The packed extension that shall be tested instead of the development folder. */
const packed = process.env['CALL_TRIAGE_TEST_VSIX'];

/**
 * Another name for the development folder. The editor takes every theme below an extension under development for one that is being
 * developed, and wears it instead of the chosen one; its own themes are below, in .vscode-test.
 */
async function linkToRoot(folder: string): Promise<string> {
  const link = path.join(folder, 'extension');
  await rm(link, { force: true });
  await symlink(root, link, 'dir');
  return link;
}

/** The extension speaking the made-up language. */
async function pseudoExtension(folder: string): Promise<string> {
  const extension = path.join(folder, 'pseudo');
  await writePseudoExtension(extension);
  return extension;
}

const log = (line: string): void => console.log(`provision: ${line}`);

/** An open workbench. */
export class Workbench {
  readonly palette: Palette;
  readonly quickInput: QuickInput;
  readonly contextMenu: ContextMenu;
  readonly notifications: Notifications;

  private constructor(
    readonly page: Page,
    readonly editor: Editor,
    readonly folder: string,
    private readonly closing: () => Promise<void>,
    /** Says a string of the extension in the language it speaks. */
    readonly say: (english: string) => string,
  ) {
    this.quickInput = new QuickInput(page, say);
    this.palette = new Palette(page, this.quickInput, say);
    this.contextMenu = new ContextMenu(page, say);
    this.notifications = new Notifications(page);
  }

  /**
   * Starts an editor, loads the extension (from the development folder, or the .vsix under test) and opens the workbench.
   * @param home Everything the editor writes, to be kept over restarts. Default: a temporary folder, removed by `close()`.
   */
  static async open(options: WorkbenchOptions = {}, home?: string): Promise<Workbench> {
    const [server, executable] = await Promise.all([provisionServer(log), provisionChromium(log)]);
    const own = home ?? (await temporaryFolder('ct-e2e-'));
    const { settings = {}, env = {}, workspaceTrust = false, language } = options;
    const say = await speakerOf(language, language === pseudoLanguage ? pseudo : undefined);
    const isPacked = packed !== undefined && language !== pseudoLanguage;
    const editorOptions = { server, settings, env, workspaceTrust, home: own };
    if (isPacked) await installExtension(packed, editorOptions);
    const editor = await startEditor(editorOptions);
    const browser = await startBrowser({
      executable,
      ...(options.keepProfile === true ? { profile: path.join(own, 'browser') } : {}),
      ...(options.size === undefined ? {} : { size: options.size }),
      ...(language === undefined ? {} : { language }),
    });
    const folder = options.folder ?? path.join(own, 'workspace');
    const close = async (): Promise<void> => {
      await browser.close();
      await editor.stop();
      if (home === undefined) await removeFolder(own);
    };
    try {
      await mkdir(folder, { recursive: true });
      if (!isPacked) {
        const { beside = [] } = options;
        const prepare = language === pseudoLanguage ? pseudoExtension : linkToRoot;
        const extension = options.extension ?? (await prepare(own));
        await developExtension(browser.context, { authority: editor.authority, extension, beside });
      }
      const page = await browser.context.newPage();
      await page.goto(workbenchAddress(editor.address, folder));
      const workbench = new Workbench(page, editor, folder, close, say);
      await workbench.drawn();
      return workbench;
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** Opens another window of the same editor: an extension host of its own on the same storage. Closing it closes only it. */
  async another(): Promise<Workbench> {
    const page = await this.page.context().newPage();
    await page.goto(this.page.url());
    const window = new Workbench(page, this.editor, this.folder, () => page.close(), this.say);
    await window.drawn();
    return window;
  }

  /** Reloads the window, as *Developer: Reload Window* does. */
  async reload(): Promise<void> {
    await editorsStored(this.page);
    await this.page.reload();
    await this.drawn();
  }

  /** Shows a view container of the activity bar, e.g. `Call Triage`. */
  async openContainer(name: string): Promise<void> {
    const tab = this.page.locator('.part.activitybar').getByRole('tab', { name });
    await tab.waitFor({ timeout: 30_000 });
    const titles = this.page.locator('.part.sidebar .composite.title');
    const title = titles.getByText(name, { exact: false }).first();
    // A window restores its side bar in its own time: a click on a tab that is shown by then hides it again.
    await isShown(titles.filter({ hasText: /\S/ }).first());
    for (let attempt = 0; attempt < 10 && !(await title.isVisible()); attempt += 1) {
      await tab.click();
      await isShown(title);
    }
    // Away from the tab, whose tooltip would cover the first row of the view.
    await pointAway(this.page);
    await title.waitFor();
  }

  /** Unfolds a view of the side bar, or folds it. What is clicked while a window restores itself is undone by that. */
  async unfold(name: string, isOpen = true): Promise<void> {
    const header = this.page.locator('.part.sidebar .pane-header').filter({ hasText: this.say(name) });
    const isSo = async (): Promise<boolean> => (await header.getAttribute('aria-expanded')) === String(isOpen);
    for (let quiet = 0, attempt = 0; quiet < 3 && attempt < 20; attempt += 1) {
      if (await isSo()) quiet += 1;
      else {
        quiet = 0;
        // By the sign at its left: its actions stand in the middle.
        await header.click({ position: { x: 12, y: 10 } });
      }
      await this.page.waitForTimeout(100);
    }
  }

  /** Lists done and closed issues as well. */
  async showAllIssues(): Promise<void> {
    await this.palette.run('Call Triage: Show All Issues');
    await this.tree('Issues').row('All Issues').waitFor();
  }

  /** A tree view of the side bar, by its English name, e.g. `Issues`. */
  tree(name: string): Tree {
    return new Tree(this.page, name, this.say);
  }

  /** The webview in the active editor. */
  webview(): Webview {
    return webview(this.page);
  }

  /** Changes user settings. This editor reads them when a window opens, so the window is reloaded. */
  async changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await writeSettings(this.editor.userDataDir, settings, { keep: true });
    await this.reload();
  }

  /** Changes the colour theme with the editor's own command, and waits until the workbench wears it. */
  async changeTheme(theme: Theme): Promise<void> {
    const { label } = themes[theme];
    await this.palette.run('Preferences: Color Theme');
    await this.quickInput.type(label);
    await this.quickInput.pick(label);
    await this.wears(theme);
  }

  /** Waits until the workbench wears a colour theme: that of the settings comes some time after the first paint. */
  async wears(theme: Theme): Promise<void> {
    await this.page.locator(`.monaco-workbench.${themes[theme].marker}[class*="vscode-theme-"]`).waitFor();
  }

  /** Saves what the window shows as test/results/NAME.png. Gives the file. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(results, `${name.replaceAll(/[^\w.-]+/g, '-')}.png`);
    await mkdir(results, { recursive: true });
    await this.page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }

  /** Ends server and extension host as a crash does, then the browser. What they wrote stays. */
  async kill(): Promise<void> {
    await this.editor.kill();
    await this.page.context().browser()?.close();
  }

  /** Ends browser and server, and removes what they wrote. */
  async close(): Promise<void> {
    await this.closing();
  }

  private async drawn(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.activitybar').waitFor({ timeout: 60_000 });
  }
}

/** Whether it is in sight within some seconds. */
async function isShown(element: Locator): Promise<boolean> {
  return await element.waitFor({ timeout: 2000 }).then(
    () => true,
    () => false,
  );
}

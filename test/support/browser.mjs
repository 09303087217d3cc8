// @ts-check
// The browser that shows a code-server's workbench, and how an extension under development gets into it.
import { chromium } from 'playwright-core';

/** Flags with which Chromium works headless, as root, in containers, and asks nobody for anything. */
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * @typedef {object} BrowserOptions
 * @property {string} executable The browser program.
 * @property {string} [profile] A folder for a profile that is kept. Without it everything, secrets too, is forgotten at the end.
 * @property {{ width: number, height: number }} [size] Default: 1280 × 800.
 * @property {string} [language] What editors shown in it take for their display language. Default: English.
 */

/**
 * Starts a headless browser.
 * @param {BrowserOptions} options
 * @returns {Promise<{ context: import('playwright-core').BrowserContext, close: () => Promise<void> }>}
 */
export async function startBrowser({ executable, profile, size = { width: 1280, height: 800 }, language }) {
  const launch = { executablePath: executable, args: flags, headless: true };
  const look = {
    viewport: size,
    reducedMotion: /** @type {const} */ ('reduce'),
    locale: 'en-US',
    // Without the first, an editor that copies takes the keyboard from what has it.
    permissions: ['clipboard-write', 'clipboard-read'],
  };
  /** @param {import('playwright-core').BrowserContext} context */
  const speak = async (context) => {
    // Where a language pack would put it: extensions are loaded in this language, while the editor's own strings stay English.
    if (language !== undefined) {
      await context.addInitScript((name) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name }), language);
    }
    return context;
  };
  if (profile !== undefined) {
    const context = await speak(await chromium.launchPersistentContext(profile, { ...launch, ...look }));
    return { context, close: () => context.close() };
  }
  const browser = await chromium.launch(launch);
  const context = await speak(await browser.newContext(look));
  return { context, close: () => browser.close() };
}

/**
 * @typedef {object} Development
 * @property {string} authority Of the editor: `127.0.0.1:PORT`.
 * @property {string} extension The extension's folder.
 * @property {readonly string[]} [beside] Folders of others.
 * @property {string} [tests] A module with `run()`, to be run in the extension host.
 */

/**
 * Lets pages of this context load an extension under development. The workbench reads it from its own page's configuration, so it
 * is put in there as soon as the parser has made that element.
 * @param {import('playwright-core').BrowserContext} context
 * @param {Development} development
 */
export async function developExtension(context, { authority, extension, beside = [], tests }) {
  const uri = (/** @type {string} */ path) => ({ scheme: 'vscode-remote', authority, path });
  const developmentOptions = {
    extensions: [extension, ...beside].map(uri),
    ...(tests === undefined ? {} : { extensionTestsPath: uri(tests) }),
  };
  await context.addInitScript((added) => {
    if (window !== window.top) return;
    const observer = new MutationObserver(() => {
      const element = document.getElementById('vscode-workbench-web-configuration');
      const settings = element?.getAttribute('data-settings');
      if (element === null || settings === null || settings === undefined) return;
      observer.disconnect();
      element.setAttribute('data-settings', JSON.stringify({ ...JSON.parse(settings), developmentOptions: added }));
    });
    observer.observe(document, { childList: true, subtree: true });
  }, developmentOptions);
}

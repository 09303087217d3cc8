#!/usr/bin/env node
// @ts-check
// Runs an extension's tests in code-server, taking the arguments desktop VS Code takes: @vscode/test-electron's runTests() starts it
// as `vscodeExecutablePath`, so the same test script runs on both.
//   editor-host.mjs --extensionDevelopmentPath=FOLDER --extensionTestsPath=FILE [--user-data-dir=D] [--extensions-dir=D] [FOLDER]
import { stat } from 'node:fs/promises';
import process from 'node:process';
import { developExtension, startBrowser } from './browser.mjs';
import { startEditor } from './editor.mjs';
import { provisionChromium, provisionServer } from './provision.mjs';
import { workbenchAddress } from './workbench-address.mjs';

/** Silence of the test host that counts as failure, in milliseconds. Longer than the longest test may take. */
const patience = Number(process.env['CALL_TRIAGE_TEST_PATIENCE'] ?? 60_000);

/** @param {readonly string[]} args */
async function readArguments(args) {
  /** @type {Record<string, string>} */
  const named = {};
  /** @type {string | undefined} */
  let folder;
  for (const arg of args) {
    const match = /^--([\w-]+)=(.*)$/s.exec(arg);
    if (match?.[1] !== undefined && match[2] !== undefined) named[match[1]] = match[2];
    // Flags of the desktop (--no-sandbox, --disable-updates, ...) mean nothing here.
    else if (!arg.startsWith('-') && (await stat(arg)).isDirectory()) folder = arg;
  }
  const { extensionDevelopmentPath, extensionTestsPath } = named;
  if (extensionDevelopmentPath === undefined || extensionTestsPath === undefined) {
    throw new Error('--extensionDevelopmentPath= and --extensionTestsPath= are needed');
  }
  const { 'user-data-dir': userDataDir, 'extensions-dir': extensionsDir } = named;
  return {
    extension: extensionDevelopmentPath,
    tests: extensionTestsPath,
    folder,
    profile: {
      ...(userDataDir === undefined ? {} : { userDataDir }),
      ...(extensionsDir === undefined ? {} : { extensionsDir }),
    },
    workspaceTrust: !args.includes('--disable-workspace-trust'),
  };
}

/** Variables meant for the extension host: the tests' own, and those the extension itself reads. */
const forHost = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(CALL_TRIAGE_|BLAND_)/.test(name)));

/** Opens the page and follows it to its end. @returns {Promise<number>} The exit code the test host reported. */
async function main() {
  const { extension, tests, folder, profile, workspaceTrust } = await readArguments(process.argv.slice(2));
  const [server, executable] = await Promise.all([provisionServer(console.log), provisionChromium(console.log)]);
  const editor = await startEditor({ server, env: forHost(), workspaceTrust, ...profile });
  const browser = await startBrowser({ executable });
  try {
    await developExtension(browser.context, { authority: editor.authority, extension, tests });
    const page = await browser.context.newPage();
    return await follow(page, workbenchAddress(editor.address, folder ?? extension));
  } catch (error) {
    console.error(editor.log());
    throw error;
  } finally {
    await browser.close();
    await editor.stop();
  }
}

/** Printed by the suites as they begin and end: what comes before and after is the workbench's own talk. */
const beginning = 'Running the host suites';
const end = 'The host suites are done';
const chatter =
  /^(Ignoring fetching additional builtin extensions|Updating additional builtin|\[|Creating a socket|Resolv(ing|ed) connection)/;

/**
 * Opens the workbench and prints what the test host says until it reports its end.
 * @param {import('playwright-core').Page} page
 * @param {string} address
 * @returns {Promise<number>} The exit code it reported.
 */
async function follow(page, address) {
  /** @type {string[]} */
  const held = [];
  let begun = false;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  try {
    return await new Promise((resolve, reject) => {
      const fail = (/** @type {unknown} */ reason) => reject(new Error(`${String(reason)}\n${held.join('\n')}`));
      const heard = () => {
        clearTimeout(timer);
        timer = setTimeout(() => fail(`Nothing heard from the test host for ${patience / 1000} s.`), patience);
      };
      const log = (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
        heard();
        const line = args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ');
        if (line.startsWith(beginning)) begun = true;
        if (line.startsWith(end)) begun = false;
        if (!begun || chatter.test(line)) held.push(line);
        else if (type === 'error' || type === 'warn') console.error(line);
        else console.log(line);
      };
      page.on('pageerror', (error) => held.push(error.message));
      page.on('crash', () => fail('The page crashed.'));
      heard();
      page
        .exposeFunction('codeAutomationLog', log)
        .then(() => page.exposeFunction('codeAutomationExit', resolve))
        .then(() => page.goto(address))
        .catch(fail);
    });
  } finally {
    page.removeAllListeners();
    clearTimeout(timer);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
// Not to wait for what the browser's last words may have set going.
process.exit();

// @ts-check
// A Chromium to show the workbench in: the machine's, else Playwright's, else Debian's.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { cleanEnvironment, run } from '../processes.mjs';
import { installed } from '../paths.mjs';
import { canInstallPackages, installPackages, which } from './system.mjs';

/** Chromium without the browser's own windows, which cost a fifth of a test's processor time though nobody sees them. */
const shell = 'chromium-headless-shell';

const names = [shell, 'google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
const macApplications = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/** Without any font Chromium draws boxes; the second is for the signs in screenshots. */
const fonts = ['fonts-dejavu-core', 'fonts-noto-color-emoji'];

/** @param {string | undefined} file @returns {Promise<boolean>} Whether it is a browser that starts here: a download may lack the system's libraries. */
async function starts(file) {
  if (file === undefined || file === '') return false;
  const { code } = await run(file, ['--version'], { env: cleanEnvironment(), silence: 20_000 });
  return code === 0;
}

/** @returns {Promise<string | undefined>} */
async function onThisMachine() {
  const candidates = await Promise.all(names.map(which));
  if (process.platform === 'darwin') candidates.push(...macApplications);
  for (const candidate of candidates) {
    if (await starts(candidate)) return candidate;
  }
  return undefined;
}

/** @param {string} folder Where browsers are kept. @returns {NodeJS.ProcessEnv} */
const playwrightEnvironment = (folder) => ({
  ...cleanEnvironment(),
  PLAYWRIGHT_BROWSERS_PATH: folder,
  PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000',
});

/** @param {string} folder @returns {Promise<string | undefined>} Where Playwright keeps (or would keep) its Chromium. */
async function playwrightChromium(folder) {
  const script = 'import("playwright-core").then(({ chromium }) => console.log(chromium.executablePath()))';
  const { code, output } = await run(process.execPath, ['-e', script], {
    cwd: installed('playwright-core'),
    env: playwrightEnvironment(folder),
  });
  const file = output.trim().split('\n').at(-1);
  return code === 0 && (await starts(file)) ? file : undefined;
}

/** @param {string} folder @param {(line: string) => void} log @returns {Promise<string | undefined>} */
async function downloaded(folder, log) {
  const present = await playwrightChromium(folder);
  if (present !== undefined) return present;
  log("Chromium: trying Playwright's download");
  const cli = path.join(installed('playwright-core'), 'cli.js');
  const { code } = await run(process.execPath, [cli, 'install', 'chromium', '--no-shell'], {
    env: playwrightEnvironment(folder),
    silence: 60_000,
  });
  if (code !== 0) {
    log('Chromium: that download is not reachable from here');
    return undefined;
  }
  const file = await playwrightChromium(folder);
  if (file === undefined) log('Chromium: the download does not start here (system libraries are missing)');
  return file;
}

/** @returns {Promise<boolean>} */
async function hasFonts() {
  if (process.platform !== 'linux') return true;
  for (const folder of ['/usr/share/fonts', '/usr/local/share/fonts']) {
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    if (files.some((file) => /\.(ttf|otf|ttc|pfb)$/i.test(file))) return true;
  }
  return false;
}

/**
 * Finds a Chromium, or gets one.
 * @param {string} folder Where downloaded browsers are kept.
 * @param {(line: string) => void} log
 * @returns {Promise<string>} The program.
 * @throws {Error} With what to install.
 */
export async function ensureChromium(folder, log) {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (await starts(chosen)) return chosen;
    throw new Error(
      `CHROME_PATH is ${chosen}, which does not start as a browser. Correct or unset it and run this again.`,
    );
  }
  const root = await canInstallPackages();
  let file = (await onThisMachine()) ?? (await downloaded(folder, log));
  if (file === undefined && root) {
    await installPackages([shell, ...fonts], log);
    file = await onThisMachine();
  }
  if (file === undefined) {
    throw new Error(
      'No Chromium here, and none could be downloaded. Install Chrome or Chromium (Debian: sudo apt-get install ' +
        `${shell} ${fonts.join(' ')}; as root also npm run provision) or set CHROME_PATH to one, and run this again.`,
    );
  }
  if (!(await hasFonts())) {
    if (root) await installPackages(fonts, log);
    else log(`no fonts found: text will be drawn as boxes (Debian: sudo apt-get install ${fonts.join(' ')})`);
  }
  return file;
}

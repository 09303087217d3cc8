// @ts-check
// Desktop VS Code: the one that is installed, or a download, where a window can be shown.
import { SilentReporter, downloadAndUnzipVSCode } from '@vscode/test-electron';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { cache, root } from './paths.mjs';

/** Remembers that the download could not be reached, so that not every run waits for that again. */
const decisionFile = path.join(cache, 'desktop.json');
const decisionHolds = 24 * 60 * 60 * 1000;

/** Milliseconds without an answer, or without data, after which the download counts as unreachable. */
const timeout = 10_000;

/** @returns {boolean} Whether a window could be shown here. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** @returns {Promise<boolean>} Whether the download was found to be unreachable lately. */
async function knownUnreachable() {
  const text = await readFile(decisionFile, 'utf8').catch(() => '{}');
  const { unreachableSince } = JSON.parse(text);
  return typeof unreachableSince === 'number' && Date.now() - unreachableSince < decisionHolds;
}

/**
 * Downloads desktop VS Code below .vscode-test/, or finds it there.
 * @param {(line: string) => void} log
 * @param {string} [version] Default: the current one.
 * @returns {Promise<string | undefined>} The program; nothing where it can't be shown or can't be had.
 */
export async function downloadedDesktop(log, version) {
  if (!hasDisplay() || (await knownUnreachable())) return undefined;
  try {
    log(`desktop VS Code: looking for ${version ?? 'the current version'}`);
    return await downloadAndUnzipVSCode({
      ...(version === undefined ? {} : { version }),
      cachePath: cache,
      extensionDevelopmentPath: root,
      timeout,
      reporter: new SilentReporter(),
    });
  } catch (error) {
    log(`desktop VS Code can't be downloaded from here (${error instanceof Error ? error.message : String(error)})`);
    await mkdir(cache, { recursive: true });
    await writeFile(decisionFile, JSON.stringify({ unreachableSince: Date.now() }));
    return undefined;
  }
}

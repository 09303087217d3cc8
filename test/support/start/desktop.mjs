// @ts-check
// Desktop VS Code with the extension under development, in a profile of its own.
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { downloadedDesktop, hasDisplay } from '../desktop.mjs';
import { applySettings } from '../editor.mjs';
import { root } from '../paths.mjs';
import { cleanEnvironment, interruption, start, stop } from '../processes.mjs';
import { which } from '../provision/system.mjs';
import { firstWindow } from './first-window.mjs';
import { ownVariables, sandboxSettings } from './sandbox-settings.mjs';

/** The developer's own keys are theirs to use here, unlike in tests. @returns {NodeJS.ProcessEnv} */
function environment() {
  const own = Object.entries(process.env).filter(([name]) => ownVariables.includes(name));
  return { ...cleanEnvironment(), ...Object.fromEntries(own) };
}

/**
 * Opens desktop VS Code and waits until its window is closed.
 * @param {{ home: string, folder: string, log: (line: string) => void }} where
 * @returns {Promise<boolean>} Whether there is one: else nothing was done.
 */
export async function startDesktop({ home, folder, log }) {
  if (!hasDisplay()) return false;
  const program = (await which('code')) ?? (await downloadedDesktop(log));
  if (program === undefined) return false;
  const userDataDir = path.join(home, 'desktop');
  await applySettings(userDataDir, { initial: sandboxSettings });
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [
    `--extensionDevelopmentPath=${root}`,
    `--extensionDevelopmentPath=${firstWindow}`,
    `--user-data-dir=${userDataDir}`,
    `--extensions-dir=${path.join(home, 'desktop-extensions')}`,
    '--disable-workspace-trust',
    '--skip-welcome',
    '--skip-release-notes',
    '--new-window',
    // Keeps the window a child of this process, so that Ctrl-C closes it.
    '--verbose',
    ...asRoot,
    folder,
  ];
  log(`opening ${program}; Ctrl-C closes it`);
  const quoted = process.platform === 'win32';
  const child = start(quoted ? `"${program}"` : program, quoted ? args.map((arg) => `"${arg}"`) : args, {
    env: environment(),
    shell: quoted,
    stdio: 'ignore',
  });
  const outcome = await Promise.race([interruption(), once(child, 'exit')]);
  await stop(child);
  if (outcome !== 'interrupted' && outcome[0] !== 0) {
    throw new Error(`${program} ended with ${outcome[0]}. Try: npm start -- --code-server`);
  }
  return true;
}

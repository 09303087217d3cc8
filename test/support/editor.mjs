// @ts-check
// A code-server of one's own: random port on 127.0.0.1, nothing shared with the user's editor, home or settings.
import { once } from 'node:events';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { removeFolder, root, temporaryFolder } from './paths.mjs';
import { run, start, stop } from './processes.mjs';

/** Settings without which a test meets the editor's own doings: news, updates, automatic saves. */
export const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'window.autoDetectColorScheme': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'files.autoSave': 'off',
  'window.confirmBeforeClose': 'never',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'remote.autoForwardPorts': false,
  'remote.restoreForwardedPorts': false,
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * @typedef {object} EditorOptions
 * @property {import('./provision.mjs').Server} server What provisionServer() gave.
 * @property {Readonly<Record<string, unknown>>} [settings] User settings, added to the quiet ones and, in a home that was kept, to those there.
 * @property {Readonly<Record<string, unknown>>} [initial] The same, but only where there are no settings yet.
 * @property {string} [home] A folder for everything the editor writes; kept when it stops. Without it: a temporary one, removed.
 * @property {string} [userDataDir] Instead of a folder in `home`.
 * @property {string} [extensionsDir] Instead of a folder in `home`.
 * @property {NodeJS.ProcessEnv} [env] Variables for the extension host, such as BLAND_API_KEY. Nothing of that kind is inherited.
 * @property {number} [port] Default: a free one.
 * @property {boolean} [workspaceTrust] Whether folders open restricted until they are trusted. Default: no, all is trusted.
 */

/**
 * @typedef {object} Editor
 * @property {string} address `http://127.0.0.1:PORT`, without a slash at the end.
 * @property {string} authority `127.0.0.1:PORT`: the authority of `vscode-remote` addresses.
 * @property {string} home
 * @property {string} userDataDir
 * @property {string} extensionsDir
 * @property {number | undefined} pid
 * @property {Promise<number>} ended The exit code, once it ends for whatever reason.
 * @property {() => string} log What the server printed, for a failure's report.
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} kill Ends everything by SIGKILL, extension host and all, without asking first.
 */

/** The only variables an editor under test inherits. */
const inherited =
  /^(PATH|LANG|LC_.*|TZ|USER|LOGNAME|SHELL|TERM|(https?|no|all)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|SYSTEMROOT)$/i;

/** @param {string} home @param {string} temporary @param {NodeJS.ProcessEnv} extra @returns {NodeJS.ProcessEnv} */
function environment(home, temporary, extra) {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => inherited.test(name))),
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local', 'share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_STATE_HOME: path.join(home, '.local', 'state'),
    XDG_RUNTIME_DIR: temporary,
    TMPDIR: temporary,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...extra,
  };
}

/** @param {EditorOptions} options */
async function prepare(options) {
  const temporary = await temporaryFolder('ct-');
  const home = options.home ?? path.join(temporary, 'home');
  const userDataDir = options.userDataDir ?? path.join(home, 'user');
  const extensionsDir = options.extensionsDir ?? path.join(home, 'extensions');
  const config = path.join(temporary, 'config.yaml');
  await Promise.all(
    [path.join(userDataDir, 'User'), extensionsDir].map((folder) => mkdir(folder, { recursive: true })),
  );
  await mkdir(home, { recursive: true });
  await writeFile(config, '');
  const args = [
    '--config',
    config,
    '--user-data-dir',
    userDataDir,
    '--extensions-dir',
    extensionsDir,
    '--disable-telemetry',
  ];
  const env = environment(home, temporary, options.env ?? {});
  return { home, userDataDir, extensionsDir, args, env, cleanUp: () => removeFolder(temporary) };
}

/**
 * Gives a profile its settings.
 * @param {string} userDataDir
 * @param {Pick<EditorOptions, 'settings' | 'initial'>} options
 */
export async function applySettings(userDataDir, { settings, initial }) {
  const file = path.join(userDataDir, 'User', 'settings.json');
  const present = await access(file).then(
    () => true,
    () => false,
  );
  if (!present) await writeSettings(userDataDir, { ...quietSettings, ...initial, ...settings });
  else if (settings !== undefined) await writeSettings(userDataDir, settings, { keep: true });
}

/**
 * Writes user settings. Desktop VS Code notices at once, code-server when a window opens or is reloaded.
 * @param {string} userDataDir
 * @param {Readonly<Record<string, unknown>>} settings
 * @param {{ keep?: boolean }} [options] `keep`: change only these, of those already written.
 */
export async function writeSettings(userDataDir, settings, { keep = false } = {}) {
  const file = path.join(userDataDir, 'User', 'settings.json');
  await mkdir(path.dirname(file), { recursive: true });
  /** @type {unknown} */
  const before = keep ? JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) : {};
  const base = typeof before === 'object' ? before : {};
  await writeFile(file, `${JSON.stringify({ ...base, ...settings }, null, 2)}\n`);
}

/**
 * Starts an editor and waits until it answers.
 * @param {EditorOptions} options
 * @returns {Promise<Editor>}
 * @throws {Error} With the server's output when it ends or keeps silent.
 */
export async function startEditor(options) {
  const { home, userDataDir, extensionsDir, args, env, cleanUp } = await prepare(options);
  await applySettings(userDataDir, options);
  const flags = [
    ...args,
    '--auth=none',
    `--bind-addr=127.0.0.1:${options.port ?? 0}`,
    '--disable-update-check',
    '--disable-getting-started-override',
    '--disable-proxy',
    '--ignore-last-opened',
    ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
  ];
  const child = start(options.server.node, [options.server.entry, ...flags], {
    cwd: home,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  /** @type {Promise<string>} */
  const listening = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ data) => {
        output = (output + data).slice(-200_000);
        const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
        if (port !== undefined) resolve(port);
      });
    }
  });
  /** @type {Promise<number>} */
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));
  const end = async () => {
    await stop(child);
    await cleanUp();
  };
  try {
    const failed = async (/** @type {Promise<unknown>} */ reason, /** @type {string} */ what) => {
      await reason;
      throw new Error(`code-server ${what}:\n${output.trim()}`);
    };
    const timeout = new AbortController();
    const port = await Promise.race([
      listening,
      failed(ended, 'ended at once'),
      failed(delay(60_000, undefined, { signal: timeout.signal, ref: false }), 'did not start within 60 s'),
    ]);
    timeout.abort();
    const authority = `127.0.0.1:${port}`;
    await healthy(`http://${authority}/healthz`);
    const address = `http://${authority}`;
    return {
      address,
      authority,
      home,
      userDataDir,
      extensionsDir,
      pid: child.pid,
      ended,
      log: () => output,
      stop: end,
      kill: () => stop(child, 'SIGKILL'),
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** @param {string} address */
async function healthy(address) {
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(address).catch((error) => error);
    if (answer instanceof Response && answer.ok) return;
    if (attempt === 100) throw new Error(`${address} does not answer`, { cause: answer });
    await delay(100);
  }
}

/**
 * Installs a packed extension.
 * @param {string} file The .vsix.
 * @param {EditorOptions} options Those the editor will be started with: `home` or `extensionsDir` must be given.
 */
export async function installExtension(file, options) {
  const { args, env, home, cleanUp } = await prepare(options);
  const { node, entry } = options.server;
  const { code, output } = await run(node, [entry, ...args, '--install-extension', file, '--force'], {
    cwd: home,
    env,
    silence: 60_000,
  });
  await cleanUp();
  if (code !== 0) throw new Error(`Installing ${path.relative(root, file)} failed:\n${output}`);
}

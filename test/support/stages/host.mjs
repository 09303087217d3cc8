// @ts-check
// Runs the mocha suites inside an extension host: desktop VS Code's where it can be had and shown, else code-server's.
//   node test/support/stages/host.mjs [PART OF A SUITE'S OR TEST'S NAME]     after a build
import '../modern-node.mjs';
import { runTests } from '@vscode/test-electron';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { downloadedDesktop } from '../desktop.mjs';
import { quietSettings, writeSettings } from '../editor.mjs';
import { buildHostSuites } from '../host-build.mjs';
import { removeFolder, results, root, temporaryFolder } from '../paths.mjs';
import { cleanEnvironment, run } from '../processes.mjs';
import { one, readTally } from './tally.mjs';

const self = fileURLToPath(import.meta.url);
const launcher = fileURLToPath(new URL('../editor-host.mjs', import.meta.url));

/** Milliseconds without output after which the host counts as hung. The launcher notices earlier; desktop VS Code has no such watch. */
const silence = 180_000;

/**
 * @param {string} filter Part of the tests' names; empty for all.
 * @param {(line: string) => void} log
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export async function host(filter, log) {
  const file = path.join(results, 'host.json');
  await mkdir(results, { recursive: true });
  await rm(file, { force: true });
  // In a process of its own, so that a host that hangs can be ended with all it started.
  const { code } = await run(process.execPath, [self, filter], {
    cwd: root,
    env: { ...cleanEnvironment(), CALL_TRIAGE_TEST_RESULTS: file },
    onLine: log,
    silence,
  });
  const tally = readTally(await readFile(file, 'utf8').catch(() => ''), code);
  const found = tally.passed + tally.failed + tally.skipped.length;
  // Without a filter there are always tests: finding none is a fault of the harness.
  return found === 0 && filter === '' ? one(false) : tally;
}

/** The version of desktop VS Code that a run asks for: `1.101.0`, `stable`. */
const wanted = process.env['CALL_TRIAGE_EDITOR'];

/** @returns {Promise<string>} The program that runs the tests. */
async function executable() {
  const isLeftToUs = wanted === undefined && process.env['CI'] === 'true';
  const desktop = isLeftToUs ? undefined : await downloadedDesktop(console.log, wanted);
  if (desktop !== undefined) return desktop;
  if (wanted !== undefined) throw new Error(`VS Code ${wanted} cannot be had or shown here.`);
  // Archives and some checkouts lose the permission.
  await chmod(launcher, 0o755);
  return launcher;
}

/** Prepares a workspace and a profile, and runs the suites. @param {string} filter */
async function main(filter) {
  const extensionTestsPath = await buildHostSuites();
  const folder = await temporaryFolder('ct-host-');
  const workspace = path.join(folder, 'workspace');
  const userData = path.join(folder, 'user');
  await mkdir(workspace);
  await writeFile(path.join(workspace, 'notes.md'), '# A workspace for tests\n');
  await writeSettings(userData, quietSettings);
  try {
    await runTests({
      vscodeExecutablePath: await executable(),
      extensionDevelopmentPath: root,
      extensionTestsPath,
      launchArgs: [workspace, `--user-data-dir=${userData}`, `--extensions-dir=${path.join(folder, 'extensions')}`],
      extensionTestsEnv: { CALL_TRIAGE_TEST_FILTER: filter },
    });
  } finally {
    await removeFolder(folder);
  }
}

if (process.argv[1] === self) {
  try {
    await main(process.argv[2] ?? '');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

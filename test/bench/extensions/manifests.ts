import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const engines = { vscode: '^1.101.0' };
const bare = { publisher: 'call-triage', version: '0.0.1', type: 'module', main: './extension.js', engines };

const container = (id: string, title: string) => ({ id, title, icon: 'icon.svg' });

/** What stands beside ours, each with nothing in it that is not needed. */
const manifests = {
  /** Does nothing. */
  'bench-empty': { ...bare, activationEvents: ['onCommand:empty.none'] },
  /** Does in the host what a bench asks for. */
  'bench-driver': {
    ...bare,
    // Before ours, which activates once the window has started.
    activationEvents: ['*'],
  },
  /** Lists issues, opens a call or an issue and shows rows from memory, by the shortest way. */
  'bench-floor': {
    ...bare,
    contributes: {
      commands: [
        { command: 'benchFloor.open', title: 'Open' },
        { command: 'benchFloor.openIssue', title: 'Open' },
      ],
      viewsContainers: { activitybar: [container('benchFloor', 'Bare Issues'), container('benchCalls', 'Bare Calls')] },
      views: {
        benchFloor: [{ id: 'benchFloor.issues', name: 'Bare Issues', icon: 'icon.svg' }],
        benchCalls: [{ id: 'benchFloor.calls', name: 'Bare Calls', icon: 'icon.svg' }],
      },
    },
  },
};

const entries: Readonly<Record<string, string>> = {
  'bench-driver': 'test/bench/extensions/driver.ts',
  'bench-floor': 'test/bench/extensions/floor.ts',
};

/** Writes the extensions into a folder, and returns theirs. */
export async function writeExtensions(folder: string): Promise<readonly string[]> {
  return Promise.all(
    Object.entries(manifests).map(async ([name, manifest]) => {
      const own = path.join(folder, name);
      await rm(own, { recursive: true, force: true });
      await mkdir(own, { recursive: true });
      await writeFile(path.join(own, 'package.json'), JSON.stringify({ name, ...manifest }));
      await writeFile(path.join(own, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"/>');
      const entry = entries[name];
      if (entry === undefined) {
        await writeFile(path.join(own, 'extension.js'), "import 'vscode';\nexport function activate() {}\n");
      } else {
        const outfile = path.join(own, 'extension.js');
        await build({
          entryPoints: [entry],
          outfile,
          bundle: true,
          platform: 'node',
          format: 'esm',
          external: ['vscode'],
        });
      }
      return own;
    }),
  );
}

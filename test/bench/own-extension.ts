import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { build, type Plugin } from 'esbuild';
import { entry, host, pages, sandbox, storage, transcript } from '../../esbuild.mjs';

/** What a folder of the extension has beside its code. */
const rest = ['package.json', 'package.nls.json', 'l10n', 'media'];

/** How much faster than the machine's the clock of an extension goes. */
export const quickly = 100;

/** Replaces the clock by which everything waits and polls. */
const quickClock: Plugin = {
  name: 'quick clock',
  setup(building) {
    building.onLoad({ filter: /src[\\/]triage[\\/]clock\.ts$/ }, async ({ path: file }) => ({
      loader: 'ts',
      contents: `${(await readFile(file, 'utf8')).replace('export const systemClock', 'const machineClock')}
        const began = Date.now();
        export const systemClock: Clock = {
          now: () => new Date(began + (Date.now() - began) * ${quickly}),
          wait: (milliseconds, signal) => machineClock.wait(milliseconds / ${quickly}, signal),
        };`,
    }));
  },
};

/** Makes an empty folder for the extension, and copies into it what stands beside the code. */
async function newFolder(name: string): Promise<string> {
  const folder = path.resolve('.vscode-test', `bench-${name}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const one of rest) await cp(path.join(process.cwd(), one), path.join(folder, one), { recursive: true });
  return folder;
}

/**
 * Builds the extension into a folder of its own, and returns that: as it ships, but with names that can be read, for profiles,
 * or also with a clock that goes faster.
 */
export async function readableExtension(name: 'readable' | 'quick'): Promise<string> {
  const folder = await newFolder(name);
  const plugins = name === 'quick' ? [quickClock] : [];
  for (const options of [entry, host, sandbox, storage, transcript, pages]) {
    await build({ ...options, outdir: path.join(folder, options.outdir), minify: false, keepNames: true, plugins });
  }
  return folder;
}

/** Copies the extension as it was built into a folder of its own, and returns that: there it activates only when it is asked to. */
export async function idleExtension(): Promise<string> {
  const folder = await newFolder('idle');
  await cp(path.join(process.cwd(), 'dist'), path.join(folder, 'dist'), { recursive: true });
  const file = path.join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...manifest, activationEvents: [] }));
  return folder;
}

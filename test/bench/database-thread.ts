import path from 'node:path';
import { build } from 'esbuild';

/** Builds the program of the database's thread, and returns its path. */
export async function databaseThread(): Promise<string> {
  const outfile = path.resolve('.vscode-test', 'programs', 'src', 'storage', 'worker.cjs');
  await build({ entryPoints: ['src/storage/worker.ts'], outfile, bundle: true, platform: 'node', format: 'cjs' });
  return outfile;
}

import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Does something in a directory of its own, which is removed afterwards. It lies on the repository's disk: systems keep
 * temporary files in memory, where nothing has to be durable.
 */
export async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(path.resolve('.vscode-test', 'bench-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

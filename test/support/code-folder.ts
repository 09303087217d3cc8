import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CodeFiles } from '../../src/triage/code/code-files.ts';
import { DiskFiles } from '../../src/triage/code/disk-file.ts';

/** A workspace for each layout that agents are kept in. */
export const codeFixtures = path.resolve(import.meta.dirname, '../fixtures/code');

/** The files of a real folder, without an editor. */
export function codeFolder(folder: string): CodeFiles {
  const disk = new DiskFiles();
  const listFiles = async (within: string, recursive: boolean): Promise<string[]> => {
    const entries = await readdir(within, { withFileTypes: true, recursive });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => pathToFileURL(path.join(entry.parentPath, entry.name)).href);
  };
  return {
    list: () => listFiles(folder, true),
    look: (file) => disk.look(fileURLToPath(file)),
    read: (file, largest) => disk.read(fileURLToPath(file), largest),
    listFolder: (within) => listFiles(fileURLToPath(within), false),
  };
}

// What is being written is kept on disk; nothing in the window tells when it is there.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { inDatabase } from './storage.ts';
import type { Workbench } from './workbench.ts';

/** Resolves once a draft with this text is in the database, so that the window may go. */
export async function draftOnDisk(workbench: Workbench, text: string): Promise<void> {
  const drafts = () =>
    inDatabase(workbench, (database) => database.prepare(`SELECT value FROM kept WHERE collection = 'drafts'`).all());
  await expect.poll(() => JSON.stringify(drafts()), { timeout: 15_000 }).toContain(JSON.stringify(text).slice(1, -1));
}

/** Resolves once the editor has put unsaved text of a document aside, as it does about a second after the last key. */
export async function backedUp({ editor }: Workbench, text: string): Promise<void> {
  const folder = path.join(editor.userDataDir, 'User', 'Backups');
  const backups = async (): Promise<string> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
    return (await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')))).join('\n');
  };
  await expect.poll(backups, { timeout: 30_000 }).toContain(text);
}

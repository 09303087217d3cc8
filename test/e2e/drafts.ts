// What is being written is kept on disk; nothing in the window tells when it is there.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import type { Workbench } from './workbench.ts';

/** Resolves once a draft with this text is on disk, so that the window may go. */
export async function draftOnDisk({ editor }: Workbench, text: string): Promise<void> {
  const folder = path.join(editor.userDataDir, 'User', 'globalStorage', 'call-triage.call-triage', 'drafts');
  const drafts = async (): Promise<string> => {
    const names = await readdir(folder).catch(() => []);
    // A file may be replaced while it is read.
    return (await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')))).join();
  };
  await expect.poll(drafts, { timeout: 15_000 }).toContain(text);
}

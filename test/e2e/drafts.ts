// What is being written is kept on disk; nothing in the window tells when it is there.
import { expect } from 'vitest';
import { inDatabase } from './storage.ts';
import type { Workbench } from './workbench.ts';

/** Resolves once a draft with this text is in the database, so that the window may go. */
export async function draftOnDisk(workbench: Workbench, text: string): Promise<void> {
  const drafts = () =>
    inDatabase(workbench, (database) => database.prepare(`SELECT value FROM kept WHERE collection = 'drafts'`).all());
  await expect.poll(() => JSON.stringify(drafts()), { timeout: 15_000 }).toContain(JSON.stringify(text).slice(1, -1));
}

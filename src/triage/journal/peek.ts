import { namesIn } from '../files.ts';

/** `<window>.<number>`, the directory of a journal. A window takes its journals away when nothing in them waits. */
export const journalName = /^[0-9a-f-]{36}\.\d+$/;

/**
 * Whether any window left writes behind, or has some under way: one look at a directory, which loads nothing else.
 *
 * @throws what the file system throws when the directory is there and cannot be read
 */
export async function hasRecordedWrites(directory: string): Promise<boolean> {
  return (await namesIn(directory)).some((name) => journalName.test(name));
}

import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { errorCode, syncDirectory, writeNewFile } from '../files.ts';
import { Journal, readJournalBytes } from './journal.ts';
import { type JournalProblem, type PayloadSchemas, type ProblemReason, readJournal } from './read-journal.ts';

/** Something about a journal on the disk that somebody should know. */
export interface JournalReport {
  /** `newer`: a newer version of Call Triage wrote it, so it is left as it is. `unreadable-file`: the system did not give it. */
  readonly reason: ProblemReason | 'newer' | 'unreadable-file';
  /** Where the part is, bytes from zero, and how many it has; null when the whole journal is meant. */
  readonly position: number | null;
  readonly length: number | null;
  /** The file in which damaged parts are kept; null when nothing was taken out. */
  readonly keptIn: string | null;
}

export interface Adoption {
  readonly journal: Journal;
  readonly reports: readonly JournalReport[];
}

/** Whether a journal may be taken over: not when a newer version wrote in it. */
export async function reportBeforeAdoption(
  directory: string,
  kinds: PayloadSchemas,
): Promise<JournalReport | undefined> {
  try {
    const { newer } = readJournal(await readJournalBytes(directory), kinds);
    return newer ? { reason: 'newer', position: null, length: null, keptIn: null } : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    return { reason: 'unreadable-file', position: null, length: null, keptIn: null };
  }
}

/**
 * Takes a journal over by renaming its directory, which exactly one window can do.
 *
 * @returns undefined when another window was faster, or there was no journal in it
 * @throws what the file system throws
 */
export async function adopt(from: string, to: string, kinds: PayloadSchemas): Promise<Adoption | undefined> {
  try {
    await rename(from, to);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    await syncDirectory(path.dirname(to));
    return await takeUp(to, kinds);
  } catch (error) {
    // Under the name of a window that does not exist it is free for the next look, of this window or another.
    await rename(to, path.join(path.dirname(to), `${crypto.randomUUID()}.1`)).catch(() => undefined);
    throw error;
  }
}

async function takeUp(directory: string, kinds: PayloadSchemas): Promise<Adoption | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readJournalBytes(directory);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    // The window ended between making the directory and the file: nothing was recorded.
    await rm(directory, { recursive: true, force: true });
    return undefined;
  }
  const content = readJournal(bytes, kinds);
  const damaged = content.problems.filter(({ reason }) => reason !== 'kind');
  const keptIn = damaged.length === 0 ? null : await keepAside(path.dirname(directory), bytes, damaged);
  const journal = await Journal.resume(directory, content);
  // Once they are kept elsewhere the damaged parts go, or every later reader would report them again.
  if (keptIn !== null) await journal.compact();
  const reports = content.problems.map(({ reason, position, length }) => {
    return { reason, position, length, keptIn: reason === 'kind' ? null : keptIn };
  });
  return { journal, reports };
}

/** Writes the damaged parts to a file of their own, each below a line that says what it is. Null when that fails. */
async function keepAside(directory: string, bytes: Buffer, parts: readonly JournalProblem[]): Promise<string | null> {
  const file = path.join(directory, `${crypto.randomUUID()}.damaged`);
  const pieces = parts.flatMap(({ reason, position, length }) => [
    Buffer.from(`# ${reason}, ${length} bytes from ${position}\n`),
    bytes.subarray(position, position + length),
    Buffer.from('\n'),
  ]);
  try {
    await writeNewFile(file, Buffer.concat(pieces));
    await syncDirectory(directory);
    return file;
  } catch {
    return null;
  }
}

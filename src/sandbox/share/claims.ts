import { rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { errorCode, isMissing, numberedFiles, readIfThere } from '../state/files.ts';

/*
 * Who may run the shared sandbox is decided by lock files, `runner-<term>.lock`. Creating one is exclusive, so each term
 * has one holder; the holder of the highest term is in charge. A lock whose holder died is never broken but outnumbered,
 * which leaves no moment in which two processes could hold the same.
 */

const prefix = 'runner-';
const suffix = '.lock';
/** After this time a holder that does not answer counts as gone, in milliseconds. */
const oldestClaim = 15_000;

const claimSchema = z.object({ pid: z.int().check(z.gte(1)), at: z.number() });

const claimPath = (directory: string, term: number): string => path.join(directory, `${prefix}${term}${suffix}`);

/** The highest term that is claimed; 0 when none is. */
export async function highestClaim(directory: string): Promise<number> {
  return (await numberedFiles(directory, prefix, suffix))[0] ?? 0;
}

/**
 * Claims a term.
 * @returns false when somebody else has it, or one above it
 */
export async function claim(directory: string, term: number): Promise<boolean> {
  try {
    const content = JSON.stringify({ pid: process.pid, at: Date.now() });
    await writeFile(claimPath(directory, term), content, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  // Locks below the one in charge are tidied away: this could be one of those, claimed again.
  if ((await highestClaim(directory)) === term) return true;
  await dropClaim(directory, term);
  return false;
}

export async function dropClaim(directory: string, term: number): Promise<void> {
  await rm(claimPath(directory, term), { force: true });
}

/** Removes the locks below a term whose holder is in charge. */
export async function tidyClaims(directory: string, term: number): Promise<void> {
  for (const older of await numberedFiles(directory, prefix, suffix)) {
    if (older < term) await dropClaim(directory, older);
  }
}

/** Whether the holder of a term may still be starting: its process lives, and the claim is not too old. */
export async function isFresh(directory: string, term: number): Promise<boolean> {
  const file = claimPath(directory, term);
  const text = await readIfThere(file);
  if (text === undefined) return false;
  const parsed = parseClaim(text);
  if (parsed === undefined) return Date.now() - (await modified(file)) < oldestClaim;
  return isAlive(parsed.pid) && Math.abs(Date.now() - parsed.at) < oldestClaim;
}

/** Whether a process of this number runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function parseClaim(text: string): z.infer<typeof claimSchema> | undefined {
  try {
    const parsed = claimSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** When a file was last written, in milliseconds; 0 when it is gone. */
async function modified(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

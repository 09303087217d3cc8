import path from 'node:path';
import * as z from 'zod/mini';
import { readIfThere, writeAtomically } from '../state/files.ts';

const recordSchema = z.object({
  /** Of the loopback only: the key is sent there. */
  origin: z.string().check(z.regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/)),
  key: z.string().check(z.regex(/^[!-~]{16,200}$/)),
  instance: z.string().check(z.minLength(1)),
  pid: z.int().check(z.gte(1)),
  /** Which term of office this runner serves; each is higher than all before it. */
  term: z.int().check(z.gte(1)),
});

/** Who runs the shared sandbox and how to reach it: `server.json`, readable by this user only. */
export type ServerRecord = z.infer<typeof recordSchema>;

const recordPath = (directory: string): string => path.join(directory, 'server.json');

/** The record, or undefined when there is none that can be read. */
export async function readRecord(directory: string): Promise<ServerRecord | undefined> {
  const text = await readIfThere(recordPath(directory));
  if (text === undefined) return undefined;
  try {
    const parsed = recordSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export async function writeRecord(directory: string, record: ServerRecord): Promise<void> {
  await writeAtomically(recordPath(directory), JSON.stringify(record), 0o600);
}

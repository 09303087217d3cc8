import * as z from 'zod/mini';
import { offset } from '../../shared/offset.ts';
import type { TranscriptRow } from '../../shared/transcript.ts';

/** The names of a message in text: `#12` by its index, `0:16` by its time. */
const pattern = /^(?:#\d{1,7}|-?\d{1,3}(?::\d{2}){1,2})$/;

/** A message as commands and links take it: by index, or by one of its names. */
export const messageName = z.union([z.int().check(z.nonnegative()), z.string().check(z.regex(pattern))]);
export type MessageName = z.infer<typeof messageName>;

/** The index that a name tells by itself; undefined for a time, which only the call's messages can tell. */
export function indexIn(name: MessageName): number | undefined {
  if (typeof name === 'number') return name;
  return name.startsWith('#') ? Number(name.slice(1)) : undefined;
}

/** The indexes of the messages with this name, in display order: a second may have several. */
export function indexesNamed(name: MessageName, rows: readonly Pick<TranscriptRow, 'index' | 'seconds'>[]): number[] {
  const index = indexIn(name);
  if (index !== undefined) return [index];
  return rows.filter(({ seconds }) => offset(seconds) === name).map((row) => row.index);
}

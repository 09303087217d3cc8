import type { Issue } from '../../api/bland/issues.ts';
import type { BlandApi } from '../../api/index.ts';
import { allItems } from '../../api/pages.ts';

/** Pages of 100 that are read at most to find a code. */
const maxPages = 20;

/** Returns `T-1042` for `T-1042` and `t1042`; undefined for a text that is no code. */
export function codeOf(text: string): string | undefined {
  const digits = /^t-?(\d{1,12})$/i.exec(text.trim())?.[1];
  return digits === undefined ? undefined : `T-${digits}`;
}

/** Looks for the issue with a code through the list, for services whose search does not know codes. @throws ServiceError */
export async function findCode(
  api: BlandApi,
  code: string,
  signal: AbortSignal | undefined,
): Promise<Issue | undefined> {
  const page = (cursor: string | undefined) => api.issues.list({}, { cursor, limit: 100, signal });
  for await (const issue of allItems(page, { maxPages })) if (issue.triage_id === code) return issue;
  return undefined;
}

import type { Issue } from '../../api/bland/issues.ts';
import type { BlandApi } from '../../api/index.ts';
import { allItems } from '../../api/pages.ts';
import { IssueNotFoundError } from '../errors.ts';
import type { IssueStore } from './store.ts';

/** Pages of 100 that are looked through for a code when the service's search does not find it. */
const scannedPages = 20;

/**
 * The id of an issue named by its id or its code (`T-1042`): among the loaded issues, then by the service's search,
 * then by a bounded look through the list. Paths take ids only, and search by code is not documented everywhere.
 *
 * @throws IssueNotFoundError when no issue has the code
 * @throws ServiceError
 */
export async function resolveIssueId(
  issues: IssueStore,
  api: BlandApi,
  idOrCode: string,
  signal?: AbortSignal,
): Promise<string> {
  const code = codeOf(idOrCode);
  if (code === undefined) return idOrCode;
  const loaded = issues.list.items.find((issue) => issue.triage_id === code);
  if (loaded !== undefined) return loaded.id;
  const { items } = await api.issues.list({ search: code }, { limit: 100, signal });
  const found = items.find((issue) => issue.triage_id === code) ?? (await findCode(api, code, signal));
  if (found === undefined) throw new IssueNotFoundError(code);
  return found.id;
}

/** The issue with a code, by a bounded look through the list: for services whose search does not know codes. */
export async function findCode(api: BlandApi, code: string, signal?: AbortSignal): Promise<Issue | undefined> {
  const page = (cursor: string | undefined) => api.issues.list({}, { cursor, limit: 100, signal });
  for await (const issue of allItems(page, { maxPages: scannedPages })) if (issue.triage_id === code) return issue;
  return undefined;
}

/** `T-1042` for `T-1042` and `t1042`; undefined for what is no code. */
export function codeOf(text: string): string | undefined {
  const digits = /^t-?(\d{1,12})$/i.exec(text.trim())?.[1];
  return digits === undefined ? undefined : `T-${digits}`;
}

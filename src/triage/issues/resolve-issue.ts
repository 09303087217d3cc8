import type { BlandApi } from '../../api/index.ts';
import { idPasted } from '../dashboard.ts';
import { IssueNotFoundError } from './errors.ts';
import { codeOf, findCode } from './issue-code.ts';
import type { IssueStore } from './store.ts';

/**
 * Returns the id of an issue that is named by its id, its code (`T-1042`) or an address of the dashboard that holds the id. A code is looked for among the loaded issues,
 * by the service's search, then through the list. Paths take ids only, and search by code is not documented everywhere.
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
  if (code === undefined) return idPasted(idOrCode);
  const loaded = issues.list.items.find((issue) => issue.triage_id === code);
  if (loaded !== undefined) return loaded.id;
  const { items } = await api.issues.list({ search: code }, { limit: 100, signal });
  const found = items.find((issue) => issue.triage_id === code) ?? (await findCode(api, code, signal));
  if (found === undefined) throw new IssueNotFoundError(code);
  return found.id;
}

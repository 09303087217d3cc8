import type { Issue } from '../../api/bland/issues.ts';
import type { BlandApi } from '../../api/index.ts';

/** Below this a search would find nearly everything, characters. */
const leastText = 4;
const shown = 8;

/**
 * Issues that may be about the same as a title that is being typed, by the service's own search (title and description):
 * for the whole text, and for its longest word when that finds nothing. At most two requests.
 *
 * @throws ServiceError
 */
export async function similarIssues(api: BlandApi, title: string, signal: AbortSignal): Promise<readonly Issue[]> {
  const text = title.trim();
  if (text.length < leastText) return [];
  const search = async (wanted: string): Promise<readonly Issue[]> =>
    (await api.issues.list({ search: wanted }, { limit: shown, signal })).items;
  const found = await search(text);
  const [longest = ''] = text.split(/[^\p{L}\p{N}]+/u).sort((a, b) => b.length - a.length);
  return found.length > 0 || longest.length < leastText || longest === text ? found : search(longest);
}

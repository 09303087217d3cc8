import { data } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { paging, readQuery } from '../http/query.ts';
import { pageOf } from '../state/pages.ts';
import type { Flag, State } from '../state/schema.ts';

/** GET /v1/triage/flag-types (List Flag Types). The order is not documented; by name here, so clients sort for themselves. */
export const flagTypes: Routes = (app, { store }) => {
  app.get('/v1/triage/flag-types', async (c) => {
    const asked = readQuery(c, paging);
    return data(
      c,
      pageOf(catalogue(await store.read()), asked, 'flag-types', (entry) => [entry.type]),
    );
  });
};

/** A type exists as long as a flag has it; the newest of them describes it. */
function catalogue(state: State) {
  const byType = new Map<string, Flag[]>();
  for (const flag of state.flags) byType.set(flag.type, [...(byType.get(flag.type) ?? []), flag]);
  return [...byType].map(([type, flags]) => {
    const newest = flags.reduce((a, b) => (isNewer(b, a) ? b : a));
    return { type, description: newest.note, usage_count: flags.length, last_used_at: newest.created_at };
  });
}

/** Of two flags made in the same millisecond, the later one in the list is newer. */
const isNewer = (a: Flag, b: Flag): boolean => a.created_at >= b.created_at;

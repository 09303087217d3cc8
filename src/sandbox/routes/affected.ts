import { data } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { seedId } from '../seed/id.ts';
import { callSeeds } from '../seed/calls/index.ts';
import { findCall } from '../state/calls.ts';
import { requireIssue } from '../state/issues.ts';
import type { CallSummary, State } from '../state/schema.ts';

/** Names of the sample calls' pathways. Those of imported calls have none. */
const pathwayNames: ReadonlyMap<string, string> = new Map(
  callSeeds.map(({ pathway }) => [seedId(`pathway ${pathway.name}`), pathway.name]),
);

/** Get Affected Context, at /v1/triage/issues/{id}/affected: pathways and personas of the attached calls. */
export const affected: Routes = (app, { store }) => {
  app.get('/v1/triage/issues/:id/affected', async (c) => {
    const state = await store.read();
    const { id } = requireIssue(state, c.req.param('id'));
    const attached = state.links.filter((link) => link.issue_id === id && link.resource_type === 'call');
    const calls = attached.flatMap((link) => {
      const call = findCall(state, link.resource_id);
      return call === undefined ? [] : [affectedCall(call, state.personas)];
    });
    const pathways = groupBy(calls, (call) => call.pathway_id).map(([pathway_id, [first, ...more]]) => ({
      pathway_id,
      pathway_name: first.pathway_name ?? pathway_id,
      pathway_version_id: null,
      version_number: first.version_number,
      version_label: null,
      ...callCounts([first, ...more]),
    }));
    const personas = groupBy(calls, (call) => call.persona_id).map(([persona_id, [first, ...more]]) => ({
      persona_id,
      persona_name: first.persona_name ?? persona_id,
      ...callCounts([first, ...more]),
    }));
    return data(c, { issue_id: id, calls, pathways, personas });
  });
};

type AffectedCall = ReturnType<typeof affectedCall>;
type NonEmpty<T> = readonly [T, ...T[]];

function affectedCall({ call_id, title, item }: CallSummary, personas: State['personas']) {
  const persona_id = textOf(item['persona_id']);
  const pathway_id = textOf(item['pathway_id']);
  const version = item['pathway_version'];
  return {
    call_id,
    title,
    started_at: textOf(item['started_at']),
    pathway_id,
    pathway_name: pathway_id === null ? null : (pathwayNames.get(pathway_id) ?? null),
    pathway_version_id: null,
    version_number: typeof version === 'number' ? version : null,
    version_label: null,
    persona_id,
    persona_name: personas.find(({ id }) => id === persona_id)?.name ?? null,
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const callCounts = (calls: readonly AffectedCall[]) => ({
  call_count: calls.length,
  call_ids: calls.map(({ call_id }) => call_id),
});

function groupBy(calls: readonly AffectedCall[], keyOf: (call: AffectedCall) => string | null) {
  const found = new Map<string, NonEmpty<AffectedCall>>();
  for (const call of calls) {
    const key = keyOf(call);
    if (key === null) continue;
    const known = found.get(key);
    found.set(key, known === undefined ? [call] : [...known, call]);
  }
  return [...found];
}

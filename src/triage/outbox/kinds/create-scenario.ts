import * as z from 'zod/mini';
import {
  type NewScenario,
  newScenarioSchema,
  type Scenario,
  scenarioTargets,
  type TargetOf,
} from '../../../api/bland/scenarios.ts';
import { markOf } from '../../scenarios/metadata.ts';
import type { Outcome, WriteKind } from '../kind.ts';
import { isSameText } from '../same-text.ts';

const schema = z.object({
  /** The issue of the flag. */
  issueId: z.string().check(z.minLength(1)),
  /** Its metadata has a mark of this write alone. */
  scenario: newScenarioSchema,
});

export type CreateScenarioPayload = Readonly<z.output<typeof schema>>;

/**
 * Create Scenario. The service names no author, so the scenario is recognised by the mark in its metadata. One of a colleague
 * for the same flag has another mark, or none.
 */
export const createScenario: WriteKind<CreateScenarioPayload, Scenario> = {
  name: 'scenario.create',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep: ({ scenario }) => ({
    type: 'creation',
    async find(api, baseline, signal) {
      const { items, broken, mayBeCut } = await api.scenarios.list(targetOf(scenario), { signal });
      const unreadable = broken.map(({ id }) => id);
      const ids = [...items.map(({ id }) => id), ...unreadable.filter((id) => id !== null)];
      const objects = items
        .filter((stored) => stored.metadata === null || isMarked(scenario, stored))
        .map((stored) => ({
          ...outcomeOf(stored),
          isMarked: isMarked(scenario, stored),
          isSame: isMarked(scenario, stored) || isSameText(scenario.name, stored.name),
          outcome: outcomeOf(stored),
        }));
      // Newest first: whatever is newer than one that was there before has been read.
      const isComplete = !mayBeCut || ids.some((id) => baseline?.has(id) === true);
      return { ids, objects, unreadable, isComplete };
    },
    async send(api, signal) {
      return outcomeOf(await api.scenarios.create(scenario, { signal }));
    },
  }),
  // An issue's activity does not show its scenarios.
  touchedIssues: () => [],
  apply: (stores, _payload, stored) => stores.scenarios.add(stored),
};

function outcomeOf(
  stored: Scenario,
): Outcome<CreateScenarioPayload, Scenario> & { readonly made: { readonly id: string; readonly author: null } } {
  return { made: { id: stored.id, author: null }, result: stored };
}

function isMarked({ metadata }: NewScenario, stored: Scenario): boolean {
  return markOf(stored) !== null && markOf(stored) === metadata['write_id'];
}

function targetOf(scenario: TargetOf): TargetOf {
  return Object.fromEntries(
    scenarioTargets.flatMap((name) => (scenario[name] === undefined ? [] : [[name, scenario[name]]])),
  );
}

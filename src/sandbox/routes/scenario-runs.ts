import * as z from 'zod/mini';
import { data, Refusal } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { clamp, readQuery } from '../http/query.ts';
import { simulate } from '../state/scenario-runs.ts';
import { jsonObject } from '../state/schema.ts';
import { now } from '../time.ts';
import { runDetails, runView } from './scenario-views.ts';
import { nodesOf, requireScenario } from './scenarios.ts';

const text = z.string().check(z.minLength(1));
const running = z.strictObject({
  version_number: z.optional(z.int()),
  request_data_override: z.optional(jsonObject),
  webhook_url: z.optional(text),
});
const statuses = ['PENDING', 'RUNNING', 'PASSED', 'FAILED', 'ERROR', 'CANCELLED'] as const;
const refused = (message: string): Refusal => new Refusal(400, 'BAD_REQUEST', message);

/** Run Scenario, Get Run and List Runs. A run ends after a few looks at it. */
export const scenarioRuns: Routes = (app, { store }) => {
  app.post('/v1/agent-testing/scenarios/:id/run', async (c) => {
    // The body is optional.
    if (c.req.header('content-type') !== undefined) await readBody(c, running, refused);
    const state = await store.read();
    const scenario = requireScenario(state, c.req.param('id'));
    const earlier = state.scenario_runs.filter((one) => one.scenario_id === scenario.id).length;
    const { run, call } = simulate(scenario, nodesOf(state, scenario), earlier, now());
    // The simulated call can be opened like any other.
    const calls = store.beginImport();
    if (call !== undefined) calls.addCall(call);
    const result = { run_id: run.id, status: 'RUNNING' };
    const add = (before: typeof state) => ({
      state: { ...before, scenario_runs: [...before.scenario_runs, run] },
      result,
    });
    return data(c, call === undefined ? await store.change(add) : await store.finishImports([calls], add), 202);
  });

  app.get('/v1/agent-testing/runs/:id', async (c) => {
    readQuery(c, {}, { refuse: refused });
    const id = c.req.param('id');
    const details = await store.change((before) => {
      const run = before.scenario_runs.find((one) => one.id === id);
      if (run === undefined) throw new Refusal(404, 'NOT_FOUND', 'Run not found');
      const seen = runDetails(before, run);
      if (run.looks_left === 0) return { state: before, result: seen };
      const after = { ...run, looks_left: run.looks_left - 1 };
      const scenario_runs = before.scenario_runs.map((one) => (one === run ? after : one));
      return { state: { ...before, scenario_runs }, result: seen };
    });
    return data(c, details);
  });

  app.get('/v1/agent-testing/runs', async (c) => {
    const asked = readQuery(
      c,
      {
        scenario_id: z.optional(text),
        pathway_id: z.optional(text),
        persona_id: z.optional(text),
        batch_id: z.optional(text),
        status: z.optional(z.enum(statuses)),
        limit: z.optional(z.string()),
        offset: z.optional(z.string()),
      },
      { refuse: refused },
    );
    const state = await store.read();
    const found = state.scenario_runs
      .filter((one) => {
        const scenario = state.scenarios.find(({ id }) => id === one.scenario_id);
        return (
          (asked.scenario_id ?? one.scenario_id) === one.scenario_id &&
          (asked.pathway_id === undefined || asked.pathway_id === scenario?.pathway_id) &&
          (asked.persona_id === undefined || asked.persona_id === scenario?.persona_id) &&
          asked.batch_id === undefined
        );
      })
      .map((one) => runView(state, one))
      .filter(({ status }) => (asked.status ?? status) === status)
      .toReversed();
    const offset = Number.parseInt(asked.offset ?? '0', 10) || 0;
    const runs = found.slice(offset, offset + clamp(asked.limit, 50, 100));
    return data(c, { runs, total_count: found.length });
  });
};

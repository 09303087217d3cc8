import { isAmbiguous } from '../../api/errors.ts';
import { runSchema, type ScenarioRun } from '../../api/bland/scenario-runs.ts';
import type { BlandApi } from '../../api/index.ts';
import type { Clock } from '../clock.ts';
import { RunUnclearError } from './errors.ts';

/** Milliseconds after an unclear answer before a run is looked for. */
const settleMs = 5_000;

/**
 * Starts a run and returns it. It is never sent twice: after an answer that is not a clear yes or no, the run is looked for
 * among those of the scenario. The outbox has no part in it, since a run that was sent later, when nobody waits for it, would cost
 * credits and call webhooks unasked.
 *
 * @throws RunUnclearError when it may have started and cannot be told from others; ServiceError when it certainly has not
 */
export async function startRun(
  api: Pick<BlandApi, 'scenarios'>,
  scenarioId: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ScenarioRun> {
  const started = (id: string): ScenarioRun => runSchema.parse({ id, scenario_id: scenarioId, status: 'RUNNING' });
  const before = await runIds(api, scenarioId, signal);
  try {
    return started((await api.scenarios.run(scenarioId, { signal })).run_id);
  } catch (error) {
    if (!isAmbiguous(error)) throw error;
    if (before === undefined || signal.aborted) throw new RunUnclearError();
    await clock.wait(settleMs, signal);
    const after = await runIds(api, scenarioId, signal);
    const [only, ...others] = [...(after ?? [])].filter((id) => !before.has(id));
    if (only === undefined || others.length > 0) throw new RunUnclearError();
    return started(only);
  }
}

/** Undefined when they cannot be read. */
async function runIds(
  api: Pick<BlandApi, 'scenarios'>,
  scenarioId: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  try {
    const { items, broken } = await api.scenarios.listRuns(scenarioId, { signal });
    return new Set([...items.map(({ id }) => id), ...broken.flatMap(({ id }) => id ?? [])]);
  } catch {
    return undefined;
  }
}

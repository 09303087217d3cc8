import { ApiError, NetworkError, TimeoutError } from '../../api/errors.ts';
import type { BlandApi } from '../../api/index.ts';
import { hasEnded, type ScenarioRun } from '../../api/bland/scenario-runs.ts';
import type { Clock } from '../clock.ts';

/** Waits between two looks at a run, milliseconds: as the documentation advises, longer while it goes on or the service fails. */
const firstWaitMs = 3_000;
const longestWaitMs = 5_000;
const longestPauseMs = 30_000;
/** After that, the run is left to itself. */
const endMs = 600_000;
/** Failures in a row that end the watch. */
const maxFailures = 5;

export interface WatchedRun {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onUpdate: (run: ScenarioRun) => void;
}

/**
 * Looks at a run until it ends, for ten minutes at most. The service cannot cancel one: an aborted signal only ends the watch.
 *
 * @returns the run as it was seen last, which may go on; undefined when it was not seen at all
 * @throws ServiceError once the service refuses, or has failed several times in a row
 */
export async function watchRun(
  api: Pick<BlandApi, 'scenarios'>,
  runId: string,
  { clock, signal, onUpdate }: WatchedRun,
): Promise<ScenarioRun | undefined> {
  let seen: ScenarioRun | undefined;
  let waitMs = firstWaitMs;
  let failures = 0;
  for (let waited = 0; waited < endMs;) {
    await clock.wait(waitMs, signal);
    waited += waitMs;
    if (signal.aborted) return seen;
    try {
      seen = await api.scenarios.getRun(runId, { signal });
      failures = 0;
      waitMs = Math.min(longestWaitMs, waitMs + 500);
      onUpdate(seen);
      if (hasEnded(seen)) return seen;
    } catch (error) {
      if (signal.aborted) return seen;
      failures += 1;
      if (!mayPass(error) || failures >= maxFailures) throw error;
      const asked = error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0;
      waitMs = Math.max(asked, Math.min(longestPauseMs, firstWaitMs * 2 ** failures));
    }
  }
  return seen;
}

/** True for what time alone may end. */
function mayPass(error: unknown): boolean {
  if (error instanceof NetworkError || error instanceof TimeoutError) return true;
  return error instanceof ApiError && (error.status === 429 || error.status >= 500);
}

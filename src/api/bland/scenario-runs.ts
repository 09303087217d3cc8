import * as z from 'zod/mini';
import * as read from './lenient.ts';

/** An assertion's result: of one version of the contract with `status`, of another with `passed`. */
const resultSchema = z.pipe(
  z.object({
    assertion_id: read.text,
    /** `PASSED`, `FAILED`, `ERROR`; others are kept. */
    status: read.text,
    passed: read.boolean,
    score: read.number,
    reasoning: read.text,
    error_message: read.text,
    type: read.text,
    assertion: read.orNull(z.object({ name: read.text, type: read.text, is_required: read.boolean })),
  }),
  z.transform(({ status, passed, assertion, type, ...rest }) => ({
    ...rest,
    status: status ?? (passed === null ? null : passed ? 'PASSED' : 'FAILED'),
    name: assertion?.name ?? null,
    type: assertion?.type ?? type,
    is_required: assertion?.is_required ?? null,
  })),
);
export type AssertionResult = z.output<typeof resultSchema>;

/** Get Run; the run in List Scenarios has fewer fields. */
export const runSchema = z.object({
  id: read.required,
  scenario_id: read.text,
  /** `PENDING`, `RUNNING`, `PASSED`, `FAILED`, `ERROR`, `CANCELLED`; others are kept. */
  status: read.textOrEmpty,
  /** The simulated call, which opens like any other. */
  call_id: read.text,
  /** 0 to 1. */
  overall_score: read.number,
  turn_count: read.number,
  duration_ms: read.number,
  /** Empty until the run ends. */
  assertion_results: read.listOf(resultSchema),
  error_message: read.text,
  created_at: read.time,
  completed_at: read.time,
});
export type ScenarioRun = z.output<typeof runSchema>;

/** Run Scenario. */
export const startedSchema = z.object({ run_id: read.required, status: read.textOrEmpty });
export type StartedRun = z.output<typeof startedSchema>;

/** The states in which a run stays. */
const ended: readonly string[] = ['PASSED', 'FAILED', 'ERROR', 'CANCELLED'];

export function hasEnded({ status }: Pick<ScenarioRun, 'status'>): boolean {
  return ended.includes(status);
}

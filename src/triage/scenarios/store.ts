import type { Flag } from '../../api/bland/flags.ts';
import type { Issue } from '../../api/bland/issues.ts';
import { hasEnded, type ScenarioRun } from '../../api/bland/scenario-runs.ts';
import type { Scenario } from '../../api/bland/scenarios.ts';
import type { BlandApi } from '../../api/index.ts';
import { Emitter } from '../../shared/event.ts';
import { inParallel } from '../in-parallel.ts';
import { flagIdOf, issueIdOf, markOf } from './metadata.ts';

/** Runs that are asked for at a time. */
const atATime = 4;

/** The scenarios of one connection, newest first, with their latest runs as far as they are known. */
export class ScenarioStore {
  readonly #api: Pick<BlandApi, 'scenarios'>;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #items: readonly Scenario[] = [];
  #loading: Promise<void> | undefined;
  #isLoaded = false;
  #mayBeCut = false;
  #error: unknown;
  /** By scenario. */
  readonly #runs = new Map<string, ScenarioRun>();
  /** Runs that were read whole. */
  readonly #read = new Set<string>();

  constructor(api: Pick<BlandApi, 'scenarios'>) {
    this.#api = api;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** True when older scenarios than those that are listed may exist. */
  get mayBeCut(): boolean {
    return this.#mayBeCut;
  }

  /** The reason for which the list could not be loaded last. */
  get error(): unknown {
    return this.#error;
  }

  /** Lists the scenarios. Never rejects: see `error`. Callers share one request. */
  load(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
      this.#changed.fire();
    });
    return this.#loading;
  }

  /** Scenarios that were made of flags of an issue, oldest first. Without metadata, the issue's code in the name tells. */
  ofIssue({ id, triage_id: code }: Pick<Issue, 'id' | 'triage_id'>, flags: readonly Flag[]): readonly Scenario[] {
    const flagIds = new Set(flags.map((flag) => flag.id));
    const isOf = (scenario: Scenario): boolean =>
      scenario.metadata === null
        ? scenario.name.startsWith(`${code} `)
        : issueIdOf(scenario) === id || flagIds.has(flagIdOf(scenario) ?? '');
    return this.#items.filter(isOf).toReversed();
  }

  /** The newest scenario that was made of a flag, among those that are listed. */
  ofFlag(flagId: string): Scenario | undefined {
    return this.#items.find((scenario) => flagIdOf(scenario) === flagId);
  }

  /** The scenario that a write has made, by the write's mark. */
  ofMark(mark: string): Scenario | undefined {
    return this.#items.find((scenario) => markOf(scenario) === mark);
  }

  get(scenarioId: string): Scenario | undefined {
    return this.#items.find(({ id }) => id === scenarioId);
  }

  get names(): ReadonlySet<string> {
    return new Set(this.#items.map(({ name }) => name));
  }

  /** The latest run of a scenario that is known. */
  runOf(scenarioId: string): ScenarioRun | undefined {
    return this.#runs.get(scenarioId);
  }

  /** True while the latest run of a listed scenario goes on, as far as is known. */
  get isRunning(): boolean {
    return [...this.#runs.values()].some((run) => !hasEnded(run));
  }

  /** Takes a scenario that was made or read alone. */
  add(scenario: Scenario): void {
    this.#items = [scenario, ...this.#items.filter(({ id }) => id !== scenario.id)];
    this.#takeListed(scenario);
    this.#changed.fire();
  }

  /** Takes a run of a scenario as its latest. */
  takeRun(scenarioId: string, run: ScenarioRun): void {
    this.#runs.set(scenarioId, run);
    if (hasEnded(run)) this.#read.add(run.id);
    this.#changed.fire();
  }

  /** Reads the latest runs of scenarios whole, each once: a list leaves out the simulated call. */
  async readRuns(scenarios: readonly Scenario[]): Promise<void> {
    const wanted = scenarios.flatMap(({ id }) => {
      const run = this.#runs.get(id);
      return run === undefined || this.#read.has(run.id) ? [] : [{ id, run }];
    });
    await inParallel(wanted, atATime, async ({ id, run }) => {
      // What the list says of it is shown all the same.
      const whole = await this.#api.scenarios.getRun(run.id).catch(() => undefined);
      if (whole !== undefined && this.#runs.get(id)?.id === run.id) this.takeRun(id, whole);
    });
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #load(): Promise<void> {
    try {
      const { items, mayBeCut } = await this.#api.scenarios.list();
      this.#items = items;
      this.#mayBeCut = mayBeCut;
      this.#isLoaded = true;
      this.#error = undefined;
      for (const scenario of items) this.#takeListed(scenario);
    } catch (error) {
      this.#error = error;
    }
  }

  /** A run that is known whole says more than the same one in a list. */
  #takeListed({ id, runs: [run] }: Scenario): void {
    if (run !== undefined && !this.#read.has(run.id)) this.#runs.set(id, run);
  }
}

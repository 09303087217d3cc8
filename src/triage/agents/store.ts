import type { Agent, AgentEnvironment } from '../../api/bland/agents.ts';
import { NotFoundError } from '../../api/errors.ts';
import type { BlandApi } from '../../api/index.ts';
import { Emitter } from '../../shared/event.ts';
import { inParallel } from '../in-parallel.ts';
import { PagedList } from '../issues/paged-list.ts';
import { type AgentNumbers, agentName, type NamedAgent, readAgentNumbers, unboundNumbers } from './agent-numbers.ts';

/** Agents whose details are read at a time. */
const readAtOnce = 6;
/** Agents whose running versions are read with the list: those that changed last. Others are read when they are looked at. */
const versionsRead = 100;

/** What is known of an agent beside its list item. */
export interface AgentDetails {
  /** Undefined: not read yet. */
  readonly numbers?: AgentNumbers;
  readonly environments?: readonly AgentEnvironment[];
  /** The error of the last read. */
  readonly error?: unknown;
}

/** The agents of one connection, with their running versions and numbers as far as these are read. */
export class AgentStore {
  readonly #api: BlandApi;
  readonly #changed = new Emitter<string | null>();
  /** Fires with the id of an agent of which more is known, with null when the list changed. */
  readonly onDidChange = this.#changed.event;
  readonly list: PagedList<Agent>;
  readonly #details = new Map<string, AgentDetails>();
  readonly #stop = new AbortController();
  #reading: Promise<void> | undefined;
  #mayBeCut = false;

  constructor(api: BlandApi) {
    this.#api = api;
    this.list = new PagedList(async (_cursor, signal) => {
      try {
        const { items, broken, mayBeCut } = await api.agents.list({ signal });
        this.#mayBeCut = mayBeCut;
        return { items, broken, nextCursor: null };
      } catch (error) {
        // A service that has no agents yet.
        if (error instanceof NotFoundError) return { items: [], broken: [], nextCursor: null };
        throw error;
      }
    });
    this.list.onDidChange(() => this.#changed.fire(null));
  }

  /** True when there may be agents that the service cannot list. */
  get mayBeCut(): boolean {
    return this.list.loaded && this.#mayBeCut;
  }

  detailsOf(agentId: string): AgentDetails {
    return this.#details.get(agentId) ?? {};
  }

  /** The agents whose numbers are read. */
  get named(): readonly NamedAgent[] {
    return this.list.items.flatMap((agent) => {
      const { numbers } = this.detailsOf(agent.id);
      return numbers === undefined ? [] : [{ id: agent.id, name: agentName(agent), ...numbers }];
    });
  }

  /** True when the numbers of every agent are known, or could not be read. */
  get isResolved(): boolean {
    return this.list.items.every(({ id }) => {
      const { numbers, error } = this.detailsOf(id);
      return numbers !== undefined || error !== undefined;
    });
  }

  /** False when some agent's numbers are not known, so that a number nobody seems to answer may be its. */
  get isComplete(): boolean {
    const isKnown = ({ id }: Agent): boolean => (this.detailsOf(id).numbers?.numbers ?? null) !== null;
    return this.list.loaded && this.list.error === undefined && !this.mayBeCut && this.list.items.every(isKnown);
  }

  /** Fetches the list, unless it is loaded or could not be. Resolves also when it fails: see `list.error`. */
  async load(): Promise<void> {
    if (!this.list.loaded && this.list.error === undefined) await this.list.load();
  }

  /** Fetches again what was loaded, or failed to load. */
  async refresh(): Promise<void> {
    if (!this.list.loaded && this.list.error === undefined) return;
    await this.list.load();
    const known = new Set(this.list.items.map(({ id }) => id));
    for (const id of this.#details.keys()) if (!known.has(id)) this.#details.delete(id);
    await this.#reading;
    await this.resolve(true);
  }

  /** Reads who answers which number, and which versions run. Resolves also when it fails: see `detailsOf`. */
  resolve(again = false): Promise<void> {
    this.#reading ??= this.#readAll(again).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Reads what is not known of one agent. Resolves also when it fails: see `detailsOf`. */
  async look(agentId: string, again = false): Promise<void> {
    const agent = this.list.items.find(({ id }) => id === agentId);
    if (agent !== undefined) await this.#read(agent, { again, versions: true }).catch(() => undefined);
  }

  /** The agent that a persona carries the numbers of; undefined for a persona that a person has made. @throws ServiceError */
  async behind(personaId: string): Promise<NamedAgent | undefined> {
    await this.load();
    if (!this.list.loaded) return undefined;
    if (!this.isResolved) await this.resolve();
    return this.named.find((agent) => agent.personaId === personaId);
  }

  /** An agent, loaded or asked for. @throws NotFoundError */
  async find(agentId: string): Promise<Agent> {
    return this.list.items.find(({ id }) => id === agentId) ?? this.#api.agents.get(agentId);
  }

  /** Updates the numbers of agents. */
  update(numbers: readonly AgentNumbers[]): void {
    for (const one of numbers) this.#put(one.agentId, { numbers: one });
  }

  dispose(): void {
    this.#stop.abort();
    this.list.cancel();
    this.#changed.dispose();
  }

  async #readAll(again: boolean): Promise<void> {
    const agents = this.list.items;
    const failed = await inParallel([...agents.entries()], readAtOnce, ([index, agent]) =>
      this.#read(agent, { again, versions: index < versionsRead }),
    ).catch((error: unknown) => ({ error }));
    if (!('error' in failed)) return;
    // What stopped one stops all: the others are not asked for.
    for (const { id } of agents) {
      const { numbers, error } = this.detailsOf(id);
      if (numbers === undefined && error === undefined) this.#put(id, { error: failed.error });
    }
  }

  /** @throws ServiceError, which is kept as well */
  async #read(
    agent: Agent,
    { again, versions }: { readonly again: boolean; readonly versions: boolean },
  ): Promise<void> {
    const { id } = agent;
    const { signal } = this.#stop;
    const known = again ? {} : this.detailsOf(id);
    const isWanted = versions || this.detailsOf(id).environments !== undefined;
    try {
      if (known.numbers === undefined) {
        this.#put(id, { numbers: unboundNumbers(agent) ?? (await readAgentNumbers(this.#api, id, signal)) });
      }
      if (isWanted && known.environments === undefined) {
        this.#put(id, { environments: await this.#api.agents.environments(id, { signal }) });
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#put(id, { error });
      // Anything else than that this one is gone stops the others, too.
      if (!(error instanceof NotFoundError)) throw error;
    }
  }

  #put(agentId: string, { error, ...known }: AgentDetails): void {
    const { error: past, ...before } = this.detailsOf(agentId);
    const now = { ...before, ...known };
    this.#details.set(agentId, { ...now, ...(error === undefined ? {} : { error }) });
    // A view that is redrawn without need closes an open menu.
    const isSame = past === undefined && error === undefined && JSON.stringify(now) === JSON.stringify(before);
    if (!isSame) this.#changed.fire(agentId);
  }
}

import type { AgentVersion } from '../../api/bland/agent-versions.ts';
import type { Agent, AgentBinding } from '../../api/bland/agents.ts';
import { ForbiddenError, NotFoundError } from '../../api/errors.ts';
import type { BlandApi } from '../../api/index.ts';
import { Emitter } from '../../shared/event.ts';
import { RequestCache } from './request-cache.ts';

/** What a call or an issue says about its agent, each null where it says nothing. */
export interface AgentFacts {
  readonly agent_id?: string | null;
  readonly agent_version_id?: string | null;
  readonly persona_id?: string | null;
  readonly pathway_id?: string | null;
}

/** An agent with the version that took a call, as far as they are known. */
export interface AgentOfCall {
  readonly agentId: string;
  /** Empty for one that is not listed any more. */
  readonly name: string;
  /** `1.3.0`; null for a version that was never published or is not known. */
  readonly semver: string | null;
}

/** Agents that are asked at a time. */
const atATime = 4;

/**
 * The agents of one connection, by what calls, issues and numbers name: a version, the persona that carries an agent's numbers,
 * the pathway an agent was made from. Each is asked for when it is needed, once; what could not be found is not asked for again.
 */
export class AgentDirectory {
  readonly #api: BlandApi;
  readonly #changed = new Emitter<void>();
  /** Fires when agents that `want` was given became known. */
  readonly onDidChange = this.#changed.event;
  readonly #stop = new AbortController();
  #agents = new RequestCache<readonly Agent[]>();
  #bindings = new RequestCache<AgentBinding>();
  #versions = new RequestCache<readonly AgentVersion[]>();
  /** Agents by what they are looked for by; null for what no agent has. */
  #byVersion = new Map<string, Agent | null>();
  #byPersona = new Map<string, Agent | null>();
  #wanted: AgentFacts[] = [];
  #isLooking = false;
  /** Looking in the background failed: every row that is drawn again would make it fail again. */
  #hasFailed = false;

  constructor(api: BlandApi) {
    this.#api = api;
  }

  /** All agents, latest change first; none where the service has none or shows none to this key. @throws ServiceError */
  list(signal?: AbortSignal): Promise<readonly Agent[]> {
    return this.#agents.get(
      '',
      async (own) => {
        try {
          return (await this.#api.agents.list({ signal: own })).items;
        } catch (error) {
          if (error instanceof NotFoundError || error instanceof ForbiddenError) return [];
          throw error;
        }
      },
      signal,
    );
  }

  /** The numbers of an agent and the persona that carries them. @throws ServiceError */
  binding(agentId: string, signal?: AbortSignal): Promise<AgentBinding> {
    return this.#bindings.get(agentId, (own) => this.#api.agents.inbound(agentId, { signal: own }), signal);
  }

  /** The agent behind a persona, which the user never made; null for a persona of the user's own. @throws ServiceError */
  ofPersona(personaId: string, signal?: AbortSignal): Promise<Agent | null> {
    return this.#search(this.#byPersona, personaId, signal, async (agent, own) => {
      // Such an agent never had a number.
      if (agent.twin_pathway_id === null) return [];
      const { persona_id: persona } = await this.binding(agent.id, own);
      return persona === null ? [] : [persona];
    });
  }

  /** The agent that has a version among its latest; null when none has. @throws ServiceError */
  ofVersion(versionId: string, signal?: AbortSignal): Promise<Agent | null> {
    return this.#search(this.#byVersion, versionId, signal, async (agent, own) =>
      (await this.#versionsOf(agent.id, own)).map(({ id }) => id),
    );
  }

  /**
   * The agent of a call or an issue; null when nothing it says leads to one. The pathway of an agent's call is compiled anew with
   * every attach, so only one that an agent was made from tells anything.
   *
   * @throws ServiceError
   */
  async find(facts: AgentFacts, signal?: AbortSignal): Promise<AgentOfCall | null> {
    const { agent_id: agentId, agent_version_id: versionId, persona_id: personaId, pathway_id: pathwayId } = facts;
    const given = agentId ?? null;
    if (given === null && (versionId ?? personaId ?? pathwayId ?? null) === null) return null;
    const agents = await this.list(signal);
    if (given !== null) {
      const agent = agents.find(({ id }) => id === given);
      return this.#named(agent ?? { id: given, name: '' }, versionId, signal);
    }
    const agent =
      (await this.#ifGiven(versionId, (id) => this.ofVersion(id, signal))) ??
      (await this.#ifGiven(personaId, (id) => this.ofPersona(id, signal))) ??
      agentFrom(agents, pathwayId);
    return agent === null ? null : this.#named(agent, versionId, signal);
  }

  /** As `find`, of what is known without asking; undefined for what is not. */
  known(facts: AgentFacts): AgentOfCall | null | undefined {
    const { agent_id: agentId, agent_version_id: versionId, persona_id: personaId, pathway_id: pathwayId } = facts;
    const agents = this.#agents.known('');
    if (agents === undefined) return undefined;
    const known = (agent: Pick<Agent, 'id' | 'name'>): AgentOfCall => ({
      agentId: agent.id,
      name: agent.name,
      semver: semverOf(this.#versions.known(agent.id), versionId),
    });
    const given = agentId ?? null;
    if (given !== null) return known(agents.find(({ id }) => id === given) ?? { id: given, name: '' });
    for (const [id, map] of [
      [versionId ?? null, this.#byVersion],
      [personaId ?? null, this.#byPersona],
    ] as const) {
      if (id === null) continue;
      const agent = map.get(id);
      if (agent === undefined) return agents.length === 0 ? null : undefined;
      if (agent !== null) return known(agent);
    }
    const source = agentFrom(agents, pathwayId);
    return source === null ? null : known(source);
  }

  /** Asks for all of these that are not known yet. @throws ServiceError */
  async findAll(facts: readonly AgentFacts[], signal?: AbortSignal): Promise<void> {
    for (const one of facts) if (this.known(one) === undefined) await this.find(one, signal);
  }

  /** Asks for these in the background, so that they are known some time. Once that fails, not again before `forget`. */
  want(facts: readonly AgentFacts[]): void {
    if (this.#hasFailed) return;
    const unknown = facts.filter((one) => this.known(one) === undefined);
    if (unknown.length === 0) return;
    this.#wanted = unknown;
    if (!this.#isLooking) void this.#look();
  }

  /** Forgets everything, so that it is asked for again. */
  forget(): void {
    this.#hasFailed = false;
    this.#agents = new RequestCache();
    this.#bindings = new RequestCache();
    this.#versions = new RequestCache();
    this.#byVersion = new Map();
    this.#byPersona = new Map();
  }

  dispose(): void {
    this.#stop.abort();
    this.#changed.dispose();
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    try {
      while (this.#wanted.length > 0) {
        const wanted = this.#wanted;
        this.#wanted = [];
        await this.findAll(wanted, this.#stop.signal);
        this.#changed.fire();
      }
    } catch {
      this.#wanted = [];
      this.#hasFailed = true;
    } finally {
      this.#isLooking = false;
    }
  }

  #versionsOf(agentId: string, signal: AbortSignal | undefined): Promise<readonly AgentVersion[]> {
    return this.#versions.get(
      agentId,
      async (own) => {
        try {
          return (await this.#api.agentVersions.list(agentId, { signal: own })).items;
        } catch (error) {
          // Deleted since it was listed.
          if (error instanceof NotFoundError) return [];
          throw error;
        }
      },
      signal,
    );
  }

  async #named(
    agent: Pick<Agent, 'id' | 'name'>,
    versionId: string | null | undefined,
    signal: AbortSignal | undefined,
  ): Promise<AgentOfCall> {
    const versions = (versionId ?? null) === null ? undefined : await this.#versionsOf(agent.id, signal);
    return { agentId: agent.id, name: agent.name, semver: semverOf(versions, versionId) };
  }

  async #ifGiven(
    id: string | null | undefined,
    find: (id: string) => Promise<Agent | null>,
  ): Promise<Agent | null | undefined> {
    return (id ?? null) === null ? undefined : find(id ?? '');
  }

  /** Asks one agent after the other, a few at a time, what leads to it, until the one that is wanted is found. */
  async #search(
    found: Map<string, Agent | null>,
    wanted: string,
    signal: AbortSignal | undefined,
    namesOf: (agent: Agent, signal: AbortSignal | undefined) => Promise<readonly string[]>,
  ): Promise<Agent | null> {
    const agents = await this.list(signal);
    for (let first = 0; first < agents.length && !found.has(wanted); first += atATime) {
      signal?.throwIfAborted();
      await Promise.all(
        agents.slice(first, first + atATime).map(async (agent) => {
          for (const name of await namesOf(agent, signal)) found.set(name, agent);
        }),
      );
    }
    const agent = found.get(wanted) ?? null;
    found.set(wanted, agent);
    return agent;
  }
}

function agentFrom(agents: readonly Agent[], pathwayId: string | null | undefined): Agent | null {
  if ((pathwayId ?? null) === null) return null;
  return agents.find(({ source_pathway_id: source }) => source === pathwayId) ?? null;
}

function semverOf(versions: readonly AgentVersion[] | undefined, versionId: string | null | undefined): string | null {
  return versions?.find(({ id }) => id === versionId)?.semver ?? null;
}

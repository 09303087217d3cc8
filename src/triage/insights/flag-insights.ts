import { NotFoundError } from '../../api/errors.ts';
import { Emitter } from '../../shared/event.ts';
import type { Issue } from '../../api/bland/issues.ts';
import { agentFacts } from '../agents/agent-facts.ts';
import type { AgentFacts } from '../agents/agent-directory.ts';
import type { RecentCall } from '../calls/store.ts';
import { flagsAmong, loadFlagsOfAll, withUnreadFlags } from '../flags/flags-of-type.ts';
import { isUnmade } from '../flags/marks.ts';
import { inParallel } from '../in-parallel.ts';
import type { Session } from '../sessions/session.ts';
import type { CountedFlag, RanOn } from './counting.ts';

/** Requests for calls, and searches for agents, at a time. */
const atATime = 3;

/** Pages that are loaded of the flags of an issue that has very many. */
const mostPages = 100;

/** What a call says of what took it. */
type CallFacts = AgentFacts & { readonly pathway_version?: number | null };

/** What is not counted. */
export interface Uncounted {
  /** Listed issues with flags, none of which is loaded. */
  readonly unreadIssues: number;
  /** Listed issues of which not all flags are loaded. */
  readonly cutIssues: number;
  /** Flags that could not be read. */
  readonly broken: number;
  /** Flags that are not stored yet. */
  readonly pending: number;
}

/** The flags of the listed issues of one connection, with what took their calls, as far as these are loaded. */
export class FlagInsights {
  readonly #session: Session;
  readonly #changed = new Emitter<void>();
  /** Fires when loading begins, gets on, ends or fails. Changes of what is loaded are the session's. */
  readonly onDidChange = this.#changed.event;
  /** By call; null for one that the service does not have. */
  readonly #readCalls = new Map<string, CallFacts | null>();
  /** Versions of pathways by call, as far as they are read. */
  readonly #pathwayVersions = new Map<string, number | null>();
  readonly #pathwayNames = new Map<string, string>();
  /** Issues whose pathways were asked for. */
  readonly #named = new Set<string>();
  #loading: { readonly promise: Promise<void>; readonly abort: AbortController } | undefined;
  #progress: { readonly done: number; readonly total: number } | null = null;
  #isStopped = false;
  #error: unknown;
  #typesError: unknown;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The issues that are counted: those of the issues view, as far as they are loaded. */
  get issues(): readonly Issue[] {
    return this.#session.issues.list.items;
  }

  get isLoading(): boolean {
    return this.#loading !== undefined;
  }

  /** Issues read and to be read; null while none are being read. */
  get progress(): { readonly done: number; readonly total: number } | null {
    return this.#progress;
  }

  /** A person has stopped the loading: nothing is read before somebody asks. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Error of the last loading, of the issues or their flags. */
  get error(): unknown {
    return this.#error;
  }

  /** Error of the last reading of the catalog of flag types. */
  get typesError(): unknown {
    return this.#typesError;
  }

  /** The name of a pathway; empty where it is not known. */
  pathwayName(pathwayId: string): string {
    return this.#pathwayNames.get(pathwayId) ?? '';
  }

  get uncounted(): Uncounted {
    const { issues, outbox } = this.#session;
    const lists = this.issues.flatMap(({ id }) => issues.flagsOf(id) ?? []).filter(({ loaded }) => loaded);
    const listed = new Set(this.issues.map(({ id }) => id));
    return {
      unreadIssues: withUnreadFlags(issues, this.issues).length,
      cutIssues: lists.filter(({ hasMore }) => hasMore).length,
      broken: lists.reduce((sum, { broken }) => sum + broken.length, 0),
      pending: outbox.entries.filter((entry) => isUnmade(entry) && listed.has(entry.issueId)).length,
    };
  }

  /** The loaded flags. */
  get flags(): readonly CountedFlag[] {
    const { issues } = this.#session;
    const calls = this.#listedCalls();
    return flagsAmong(issues, this.issues).map((found) => ({
      ...found,
      ranOn: this.#ranOn(this.#factsOf(found.issue, found.flag.call_id, calls)),
    }));
  }

  /** The calls with loaded flags of which nothing is loaded. */
  get unreadCalls(): readonly string[] {
    const calls = this.#listedCalls();
    const flagged = flagsAmong(this.#session.issues, this.issues).map(({ flag }) => flag.call_id);
    return [...new Set(flagged)].filter((callId) => this.#call(callId, calls) === undefined);
  }

  /**
   * Loads what is not loaded: the list of issues and the latest calls, their flags and the names of agents. Callers share
   * what is under way. Resolves also when it fails: see `error`.
   *
   * @param again fetches the catalog of flag types although it was read
   */
  load(again = false): Promise<void> {
    return this.#run((signal) => this.#load(signal, again));
  }

  /** Fetches again what is loaded. */
  refresh(): Promise<void> {
    return this.#run(async (signal) => {
      const { issues, calls, agentDirectory } = this.#session;
      agentDirectory.forget();
      this.#named.clear();
      await Promise.all([issues.refresh(), calls.refresh()]);
      if (issues.list.error !== undefined) throw issues.list.error;
      await this.#load(signal, true);
    });
  }

  /** Loads another page of issues, and their flags. */
  loadMoreIssues(): Promise<void> {
    return this.#run(async (signal) => {
      const { list } = this.#session.issues;
      await list.more();
      if (list.error === undefined) await this.#load(signal, false);
      else this.#error = list.error;
    });
  }

  /** Loads the flags that are missing, also those of issues that have very many. */
  loadFlags(): Promise<void> {
    return this.#run(async (signal) => {
      for (const { id } of this.issues) {
        const list = this.#session.issues.flagsOf(id);
        if (list?.loaded !== true || !list.hasMore || signal.aborted) continue;
        if (list.error !== undefined) await list.load();
        await list.all(mostPages);
      }
      await this.#load(signal, false);
    });
  }

  /** Reads the calls with flags of which nothing is loaded. */
  loadCalls(): Promise<void> {
    return this.#run(async (signal) => {
      const { api } = this.#session;
      const unread = this.unreadCalls;
      this.#advance(0, unread.length);
      let done = 0;
      await inParallel(unread, atATime, async (callId) => {
        if (signal.aborted) return;
        try {
          const { agent_id, agent_version_id, persona_id, pathway_id, pathway_version } = await api.calls.details(
            callId,
            { signal },
          );
          this.#readCalls.set(callId, { agent_id, agent_version_id, persona_id, pathway_id, pathway_version });
        } catch (error) {
          if (!(error instanceof NotFoundError)) throw error;
          this.#readCalls.set(callId, null);
        }
        this.#advance((done += 1), unread.length);
      });
      await this.#findAgents(signal);
    });
  }

  /** Stops the loading; what has arrived stays. */
  stop(): void {
    this.#isStopped = true;
    this.#loading?.abort.abort();
    this.#changed.fire();
  }

  #run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#loading !== undefined) return this.#loading.promise;
    const abort = new AbortController();
    this.#isStopped = false;
    this.#error = undefined;
    const promise = work(abort.signal)
      .catch((error: unknown) => {
        if (!abort.signal.aborted) this.#error = error;
      })
      .finally(() => {
        this.#loading = undefined;
        this.#progress = null;
        this.#changed.fire();
      });
    this.#loading = { promise, abort };
    this.#changed.fire();
    return promise;
  }

  async #load(signal: AbortSignal, again: boolean): Promise<void> {
    const { issues, calls, flagTypes } = this.#session;
    const types = async (): Promise<void> => {
      if (flagTypes.settled && this.#typesError === undefined && !again) return;
      this.#typesError = await flagTypes.load().then(
        () => undefined,
        (error: unknown) => error,
      );
    };
    await Promise.all([
      issues.list.loaded ? undefined : issues.list.load(),
      types(),
      // They say what took them; without them it is not known.
      calls.list.loaded ? undefined : calls.list.load(),
    ]);
    if (!issues.list.loaded) throw issues.list.error;
    const { length: total } = withUnreadFlags(issues, this.issues);
    let done = 0;
    if (total > 0) this.#advance(0, total);
    const failure = await loadFlagsOfAll(issues, signal, () => this.#advance((done += 1), total), this.issues);
    await this.#findAgents(signal);
    if (failure !== undefined) throw failure;
  }

  /** Looks for the agents and pathways of the flagged calls. What is not found stays unknown. */
  async #findAgents(signal: AbortSignal): Promise<void> {
    const { agentDirectory, issues } = this.#session;
    const calls = this.#listedCalls();
    const found = flagsAmong(issues, this.issues).map(({ issue, flag }) => this.#factsOf(issue, flag.call_id, calls));
    const distinct = new Map(found.map((facts) => [JSON.stringify(facts), facts]));
    await inParallel([...distinct.values()], atATime, async (facts) => {
      if (!signal.aborted) await agentDirectory.find(facts, signal);
    }).catch(() => undefined);
    await this.#namePathways(signal);
  }

  /** Reads the pathways of calls without an agent: List Calls has neither their names nor their versions. */
  async #namePathways(signal: AbortSignal): Promise<void> {
    const ofPathways = this.flags.filter(({ ranOn }) => ranOn.pathwayId !== '');
    const issueIds = [...new Set(ofPathways.map(({ issue }) => issue.id))].filter((id) => !this.#named.has(id));
    await inParallel(issueIds, atATime, async (issueId) => {
      if (signal.aborted) return;
      const { calls } = await this.#session.api.affected.get(issueId, { signal });
      this.#named.add(issueId);
      for (const { call_id: callId, pathway_id: pathwayId, pathway_name: name, version_number: version } of calls) {
        this.#pathwayVersions.set(callId, version);
        if (pathwayId !== null && name !== null) this.#pathwayNames.set(pathwayId, name);
      }
    }).catch(() => undefined);
  }

  #advance(done: number, total: number): void {
    this.#progress = { done, total };
    this.#changed.fire();
  }

  #listedCalls(): ReadonlyMap<string, RecentCall> {
    return new Map(this.#session.calls.list.items.map((call) => [call.id, call]));
  }

  #call(callId: string, calls: ReadonlyMap<string, RecentCall>) {
    const read = this.#readCalls.get(callId);
    return this.#session.transcripts.known(callId)?.details ?? (read === undefined ? calls.get(callId) : read);
  }

  #factsOf(issue: Issue, callId: string, calls: ReadonlyMap<string, RecentCall>): CallFacts {
    const { issues } = this.#session;
    const call = this.#call(callId, calls);
    if (call !== undefined && call !== null) {
      const { agent_id } = agentFacts(
        { pathway_id: null, agent_id: null, agent_version_id: null, ...call, call_id: callId },
        issues,
      );
      const { agent_version_id = null, pathway_id = null } = call;
      const persona_id = 'persona_id' in call ? (call.persona_id ?? null) : null;
      const own = 'pathway_version' in call ? (call.pathway_version ?? null) : null;
      const pathway_version = own ?? this.#pathwayVersions.get(callId) ?? null;
      return { agent_id: agent_id ?? null, agent_version_id, persona_id, pathway_id, pathway_version };
    }
    // The agent of an issue is the call's where the call is the only one on it.
    const agent_id = issues.agentOfOnlyCall(callId);
    return {
      agent_id,
      agent_version_id: agent_id !== null && agent_id === issue.agent_id ? issue.agent_version_id : null,
    };
  }

  #ranOn(facts: CallFacts): RanOn {
    const agentId = this.#session.agentDirectory.known(facts)?.agentId ?? facts.agent_id ?? '';
    const agentVersionId = facts.agent_version_id ?? '';
    // The pathway of an agent's call is compiled anew with every attach.
    const hasAgent = agentId + agentVersionId !== '';
    return {
      agentId,
      agentVersionId,
      pathwayId: hasAgent ? '' : (facts.pathway_id ?? ''),
      pathwayVersion: hasAgent ? '' : String(facts.pathway_version ?? ''),
    };
  }
}

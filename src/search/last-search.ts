import { ContextKey } from '../editor/context-key.ts';
import { isMasked, onDidChangeMasked } from '../editor/masking.ts';
import type { ReportProgress } from '../editor/progress.ts';
import type { Services } from '../editor/services.ts';
import { callOwner } from '../editor/sessions/keep-calls.ts';
import { loggedAs } from '../shared/logged-as.ts';
import { Emitter } from '../shared/event.ts';
import { searchedCall } from '../triage/search/searched-call.ts';
import { TextSearch } from '../triage/search/text-search.ts';
import type { Session } from '../triage/sessions/session.ts';
import { searchListed } from './search-listed.ts';

/** A search in transcripts of a connection, and which of them it has read. */
export interface CallSearch {
  readonly session: Session;
  readonly search: TextSearch;
  /** Transcripts that were loaded, and those of the call cache beside them. */
  readonly loaded: number;
  readonly cached: number;
  /** Calls that the service no longer has. */
  readonly missing: number;
  /** The user has cancelled it. */
  readonly wasStopped: boolean;
}

export interface SearchRequest {
  readonly session: Session;
  readonly text: string;
  /** Loads the transcripts of listed calls that were not loaded. */
  readonly loadListed: boolean;
}

/** The last search in transcripts, which the view shows; it ends with the connection that it is about. */
export class LastSearch {
  readonly #services: Services;
  readonly #shown = new ContextKey<boolean>('callTriage.searched');
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #result: CallSearch | undefined;
  #stop = new AbortController();

  constructor(services: Services) {
    this.#services = services;
    const { connections, context, log } = services;
    connections.onDidChange(({ connectionId }) => {
      const { session } = this.#result ?? {};
      if (session === undefined) return;
      if (!this.#isActive(session) || connectionId === session.connection.id) this.clear();
    });
    context.subscriptions.push(
      onDidChangeMasked(() => {
        const { session, search } = this.#result ?? {};
        if (session === undefined || search === undefined) return;
        // Nothing that was found otherwise may stay in sight.
        this.#result = undefined;
        this.#changed.fire();
        const again = this.run({ session, text: search.text, loadListed: false }, new AbortController().signal);
        void again.catch((error: unknown) => {
          log.warn(`The search cannot be repeated: ${loggedAs(error)}`);
          this.clear();
        });
      }),
    );
  }

  get result(): CallSearch | undefined {
    return this.#result;
  }

  /**
   * Searches loaded and cached calls; a later search stops an earlier one. Shows what was found if the connection is active.
   *
   * @throws StorageError, ServiceError
   */
  async run(request: SearchRequest, signal: AbortSignal, report?: ReportProgress): Promise<CallSearch> {
    const { connections, callCache } = this.#services;
    const { session, text, loadListed } = request;
    this.#stop.abort();
    const own = new AbortController();
    this.#stop = own;
    const either = AbortSignal.any([own.signal, signal]);
    const masked = isMasked();
    const search = new TextSearch({ text, isMasked: masked });
    await search.addAll(session.transcripts.all.map(searchedCall), either);
    const loaded = search.searched.size;
    if (callCache.isOn) await search.addAll(callCache.of(await callOwner(connections, session.connection)), either);
    const cached = search.searched.size - loaded;
    const missing = loadListed ? await searchListed(session, search, either, report) : 0;
    const result: CallSearch = {
      session,
      search,
      loaded: search.searched.size - cached,
      cached,
      missing,
      wasStopped: either.aborted,
    };
    if (own.signal.aborted) return result;
    if (masked !== isMasked()) return this.run(request, signal, report);
    if (this.#isActive(session)) this.#show(result);
    return result;
  }

  clear(): void {
    this.#stop.abort();
    this.#show(undefined);
  }

  #isActive(session: Session): boolean {
    const isActive = this.#services.connections.active?.id === session.connection.id;
    return isActive && this.#services.openSessions().includes(session);
  }

  #show(result: CallSearch | undefined): void {
    this.#result = result;
    this.#shown.set(result !== undefined);
    this.#changed.fire();
  }
}

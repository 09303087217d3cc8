import type * as z from 'zod/mini';
import type { BlandApi } from '../../api/index.ts';
import type { Stores } from '../sessions/stores.ts';

/** An object that a write has made on the service. */
interface MadeObject {
  readonly id: string;
  /** The user id of its author; null where the service does not say. */
  readonly author: string | null;
  /** The organisation it belongs to, where the service says. */
  readonly organisation?: string | null;
}

/** Effect of a request: the result of the write or, for a write of several steps, the payload of the steps that are left. */
export type Outcome<P, R> = { readonly made: MadeObject | null } & ({ readonly result: R } | { readonly payload: P });

/** An object on the service that may be the one a request has made. */
export interface FoundObject<P, R> {
  readonly made: MadeObject;
  /** It has the type and the text that were sent (see `isSameText`). */
  readonly isSame: boolean;
  /** It carries a mark that only this write has given: neither its author nor its text has to tell. */
  readonly isMarked?: boolean;
  /** Equal for two objects of which one may be removed as a surplus. Absent where neither may. */
  readonly duplicateKey?: string;
  /** Outcome of the request if this is the object it made. */
  readonly outcome: Outcome<P, R>;
}

/** The place where a request makes an object, as a search has read it. */
export interface SearchResult<P, R> {
  /** Every id that was read, including those of objects that the request cannot have made. */
  readonly ids: readonly string[];
  readonly objects: readonly FoundObject<P, R>[];
  /** Ids of objects that cannot be read; null for one without an id. */
  readonly unreadable: readonly (string | null)[];
  /** False when the list was cut short. */
  readonly isComplete: boolean;
}

/**
 * A request that makes an object (POST). The service has no idempotency key, so a lost one is recognised by what is new at
 * the place where it would have made its object.
 */
export interface Creation<P, R, Api = BlandApi, LocalStores = Stores> {
  readonly type: 'creation';
  /**
   * Reads the place where the object is made.
   *
   * @param baseline ids that were there before the first attempt: a list that comes newest first is read until one of
   *   them; undefined when the baseline itself is wanted, for which the first page is enough
   */
  find(api: Api, baseline: ReadonlySet<string> | undefined, signal: AbortSignal): Promise<SearchResult<P, R>>;
  /** Returns the ids that `find` would read, when the list has been loaded completely just now; undefined otherwise. */
  knownIds?(stores: LocalStores): readonly string[] | undefined;
  send(api: Api, signal: AbortSignal): Promise<Outcome<P, R>>;
  /** Removes one of two equal objects. Where it is missing, a surplus object is only reported. */
  remove?(api: Api, made: MadeObject, signal: AbortSignal): Promise<void>;
}

/** State of the object that a request changes. */
export type ChangeState<P, R> =
  /** As the request would make it. */
  | { readonly at: 'target'; readonly outcome: Outcome<P, R> }
  /** As it was when the write was made. `baseline` describes that state, as JSON data. */
  | { readonly at: 'baseline'; readonly baseline: unknown }
  /** Changed by somebody else: a person decides. */
  | { readonly at: 'elsewhere'; readonly error: Error };

/** A request that sets values (PUT, PATCH) or removes something by its id (DELETE). */
export interface Change<P, R, Api = BlandApi> {
  readonly type: 'change';
  /** False where no look is needed before the first attempt, since a refusal says as much: a removal by id. */
  readonly isCheckedFirst: boolean;
  /**
   * Reads the object.
   *
   * @param baseline what the look before the first attempt returned; null for that look itself, which takes the values a
   *   person saw from the payload, or else whatever it finds, for the baseline
   */
  look(api: Api, baseline: unknown, signal: AbortSignal): Promise<ChangeState<P, R>>;
  /** @param baseline as returned by `look`; null where `isCheckedFirst` is false */
  send(api: Api, baseline: unknown, signal: AbortSignal): Promise<Outcome<P, R>>;
}

type Step<P, R, Api = BlandApi, LocalStores = Stores> = Creation<P, R, Api, LocalStores> | Change<P, R, Api>;

/** A kind of write: its payload, its requests one by one, and how each is recognised. */
export interface WriteKind<P, R, Api = BlandApi, LocalStores = Stores> {
  readonly name: string;
  /** Schema of a payload that can be sent. A payload may come from the disk, written by another version. */
  readonly schema: z.ZodMiniType<P>;
  /** The issue whose order the write keeps; empty for none. */
  issueId(payload: P): string;
  /** The next request. The payload of a write of several steps says which of them are done. */
  nextStep(payload: P): Step<P, R, Api, LocalStores>;
  /** Ids of the issues whose activity shows the write; without it, the issue whose order it keeps. */
  touchedIssues?(stores: LocalStores, payload: P, result: R): readonly string[];
  /** Brings what is loaded up to date with the result. */
  apply(stores: LocalStores, payload: P, result: R): void;
  /** Brings what is loaded up to date with the steps that are done while others are left. */
  applyStep?(stores: LocalStores, payload: P): void;
}

/** A kind of write with any payload. */
export type AnyWriteKind<Api, LocalStores = Stores> = WriteKind<unknown, unknown, Api, LocalStores>;

export type AnyOutcome = Outcome<unknown, unknown>;
export type AnyCreation<Api, LocalStores> = Creation<unknown, unknown, Api, LocalStores>;
export type AnyChange<Api> = Change<unknown, unknown, Api>;
export type AnyStep<Api, LocalStores> = AnyCreation<Api, LocalStores> | AnyChange<Api>;

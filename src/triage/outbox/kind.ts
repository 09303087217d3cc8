import type * as z from 'zod/mini';
import type { BlandApi } from '../../api/index.ts';
import type { Stores } from '../sessions/stores.ts';

/** An object of the service that a write has made. */
export interface Made {
  readonly id: string;
  /** Who made it, as a user's id; null where the service does not say. */
  readonly author: string | null;
  /** The organisation that it belongs to, where the service says. */
  readonly organisation?: string | null;
}

/** What a request has done: the write's result, or, of a write of several steps, what is left to do. */
export type Outcome<P, R> = { readonly made: Made | null } & ({ readonly result: R } | { readonly payload: P });

/** An object of the service that may be what a request has made. */
export interface Sighting<P, R> {
  readonly made: Made;
  /** It has the same type and the same words (see `isSameText`). */
  readonly same: boolean;
  /** All that two of them must have in common to be the same twice, as a text; where one of two can be removed. */
  readonly likeness?: string;
  /** What follows when this is it. */
  readonly outcome: Outcome<P, R>;
}

/** What was read at the place where a request makes an object. */
export interface Sight<P, R> {
  /** Every id that was read, also those that it could not be mistaken for. */
  readonly ids: readonly string[];
  readonly sightings: readonly Sighting<P, R>[];
  /** Objects that cannot be read, by id; null for one without. */
  readonly unreadable: readonly (string | null)[];
  /** False when the list was cut short. */
  readonly whole: boolean;
}

/** A request that makes an object (POST). Without a key of idempotency, it is recognised by what is new at its place. */
export interface Creation<P, R, Api = BlandApi, Kept = Stores> {
  readonly type: 'creation';
  /**
   * Reads what is at its place: what it could be mistaken for before, and what it may be after.
   *
   * @param before the ids that were there before the first attempt: a list that comes newest first is read until one of
   *   them; undefined when that is what is to be found out, for which its first page is enough
   */
  find(api: Api, before: ReadonlySet<string> | undefined, signal: AbortSignal): Promise<Sight<P, R>>;
  /** The ids that `find` would read, when the list was read whole just now; undefined when it was not. */
  known?(stores: Kept): readonly string[] | undefined;
  send(api: Api, signal: AbortSignal): Promise<Outcome<P, R>>;
  /** Takes away one of two that are equal. Without it, a surplus object is only reported. */
  remove?(api: Api, made: Made, signal: AbortSignal): Promise<void>;
}

/** Where something stands that a request changes. */
export type Standing<P, R> =
  /** It is as the request would make it. */
  | { readonly at: 'target'; readonly outcome: Outcome<P, R> }
  /** It is as it was when the write was made. `baseline` is what that is, as JSON data. */
  | { readonly at: 'baseline'; readonly baseline: unknown }
  /** Somebody else has changed it: a person decides. */
  | { readonly at: 'elsewhere'; readonly error: Error };

/** A request that says how something shall be (PUT, PATCH), or that takes something away by its id (DELETE). */
export interface Change<P, R, Api = BlandApi> {
  readonly type: 'change';
  /** False for what needs no look before it is first sent, since its refusal tells as much: a removal by id. */
  readonly checked: boolean;
  /**
   * Reads where it stands.
   *
   * @param baseline what a look before the first attempt found; null at that look: then the payload says what a person saw,
   *   or what is found is the baseline
   */
  look(api: Api, baseline: unknown, signal: AbortSignal): Promise<Standing<P, R>>;
  /** @param baseline as `look` found it; null for what is not checked */
  send(api: Api, baseline: unknown, signal: AbortSignal): Promise<Outcome<P, R>>;
}

export type Step<P, R, Api = BlandApi, Kept = Stores> = Creation<P, R, Api, Kept> | Change<P, R, Api>;

/** What a kind of write is: its payload, its requests one by one, and how each is recognised. */
export interface WriteKind<P, R, Api = BlandApi, Kept = Stores> {
  readonly name: string;
  /** What a payload must be to be sent: it may come from the disk. */
  readonly schema: z.ZodMiniType<P>;
  /** The issue whose order the write keeps; empty for none. */
  issueId(payload: P): string;
  /** The next request. A write of several steps says by its payload which are done. */
  next(payload: P): Step<P, R, Api, Kept>;
  /** The issues that it shows as activity on; without it, the one whose order it keeps. */
  touched?(stores: Kept, payload: P, result: R): readonly string[];
  /** Brings what is loaded up to date with the result. */
  apply(stores: Kept, payload: P, result: R): void;
  /** Brings what is loaded up to date with the steps that are done while the write is not. */
  applyStep?(stores: Kept, payload: P): void;
}

/** A kind of write of a service, whatever its payload. */
export type AnyWrite<Api, Kept = Stores> = WriteKind<unknown, unknown, Api, Kept>;

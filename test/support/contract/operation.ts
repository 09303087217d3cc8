import type * as z from 'zod/mini';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request that is documented to be refused: what in it is other than in the operation's own example, and the answer. */
export interface Refused {
  readonly because: string;
  /** By placeholder of the path. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly status: number;
  /** Undefined where the documentation gives none. */
  readonly code?: string;
  readonly message?: string;
  /** Depends on the account and not on the request. */
  readonly ofAccount?: true;
}

/** An operation of the service as its documentation has it. */
export interface Operation {
  readonly method: Method;
  /** With `{placeholders}`; those of the example's body stand for the same things. */
  readonly path: string;
  /** Every parameter there is; any other is refused. */
  readonly query: z.ZodMiniType;
  /** Undefined: takes none. */
  readonly body?: z.ZodMiniType;
  readonly example?: { readonly query?: string; readonly body?: unknown };
  /** What a request that is done is answered with; the first for one that changes something. */
  readonly answers: readonly number[];
  readonly shape: 'object' | 'list' | 'nothing';
  readonly refusals: readonly Refused[];
}

/** Stands in every path and example for what does not exist. */
export const nowhere = '00000000-0000-4000-8000-000000000000';

/** A text, or anything made of texts, with its placeholders filled in. */
export function fill<T>(value: T, names: Readonly<Record<string, string>>): T {
  const text = JSON.stringify(value);
  if (text === undefined) return value;
  return JSON.parse(text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole)) as T;
}

import * as z from 'zod/mini';
import type { BlandApi } from '../../../api/index.ts';
import { ChangedMeanwhileError } from '../errors.ts';
import type { Change, Outcome } from '../kind.ts';
import { unclearState } from '../list-reading.ts';

interface Detachment<P, R> {
  readonly numbers: readonly string[];
  /** Reads which numbers the owner has; null when the service does not tell. */
  readonly read: (api: BlandApi, signal: AbortSignal) => Promise<readonly string[] | null>;
  /** Returns the error for numbers that must not be detached from this owner. */
  readonly refuse?: (api: BlandApi, numbers: readonly string[], signal: AbortSignal) => Promise<Error | undefined>;
  readonly send: (api: BlandApi, signal: AbortSignal) => Promise<unknown>;
  readonly outcome: Outcome<P, R>;
}

/** The numbers that the owner had at the first look; null: not known. */
const baselineSchema = z.object({ own: z.nullable(z.array(z.string())) });

/** Detach as a step. Numbers that the owner does not have are passed over. */
export function detachStep<P, R>({ numbers, read, refuse, send, outcome }: Detachment<P, R>): Change<P, R> {
  return {
    type: 'change',
    isCheckedFirst: true,
    async look(api, baseline, signal) {
      const all = await read(api, signal);
      const known = baselineSchema.safeParse(baseline).data;
      if (all === null) return known === undefined ? { at: 'baseline', baseline: { own: null } } : unclearState();
      const own = numbers.filter((number) => all.includes(number));
      if (own.length === 0) return { at: 'target', outcome };
      const refusal = await refuse?.(api, own, signal);
      if (refusal !== undefined) return { at: 'elsewhere', error: refusal };
      const before = known?.own ?? own;
      // All go at once: where some are there and some are not, somebody has changed it since.
      const isBefore = own.length === before.length && own.every((number) => before.includes(number));
      return isBefore ? { at: 'baseline', baseline: { own } } : { at: 'elsewhere', error: new ChangedMeanwhileError() };
    },
    async send(api, baseline, signal) {
      // It is sent without a look where a person decided so.
      const refusal = baseline === null ? await refuse?.(api, numbers, signal) : undefined;
      if (refusal !== undefined) throw refusal;
      await send(api, signal);
      return outcome;
    },
  };
}

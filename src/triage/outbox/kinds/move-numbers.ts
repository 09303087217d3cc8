import * as z from 'zod/mini';
import type { AttachEnvironment } from '../../../api/bland/agents.ts';
import type { BlandApi } from '../../../api/index.ts';
import { ChangedMeanwhileError } from '../errors.ts';
import { NumbersTakenError } from '../../numbers/errors.ts';
import { isOwner, type NumberOwner, type OwnerRef, type Owners } from '../../numbers/owner.ts';
import { readRouting, type Routing } from '../../numbers/routing.ts';
import type { Change, Outcome } from '../kind.ts';

interface Move<P, R> {
  readonly to: OwnerRef;
  /** Where an agent shall answer; without it, wherever it does. */
  readonly environment?: AttachEnvironment | undefined;
  readonly numbers: readonly string[];
  /** By number, who it may be taken from. */
  readonly from: Owners;
  readonly send: (api: BlandApi, numbers: readonly string[], signal: AbortSignal) => Promise<unknown>;
  readonly outcome: Outcome<P, R>;
}

/** By number, who answered it at the first look; null for nobody. */
const baselineSchema = z.record(z.string(), z.nullable(z.string()));
type Baseline = Readonly<z.output<typeof baselineSchema>>;

/** Tells owners apart, and the environments of an agent. */
function keyOf(owner: NumberOwner | null): string | null {
  if (owner === null || owner.type === 'persona') return owner?.id ?? null;
  const place = owner.type === 'agent' ? `/${owner.environment ?? ''}` : '';
  return `${owner.type}:${owner.id}${place}`;
}

/**
 * Attach as a step. A write may wait for long, and others move numbers too: so owners are read right before, and a number is
 * taken from nobody but the one that a person has agreed to.
 */
export function moveStep<P, R>({ to, environment, numbers, from, send, outcome }: Move<P, R>): Change<P, R> {
  /** @param wasSent an environment that the service does not tell counts as the wanted one */
  const isThere = (owner: NumberOwner | null, wasSent: boolean): boolean => {
    if (!isOwner(owner, to)) return false;
    if (owner?.type !== 'agent' || environment === undefined) return true;
    return owner.environment === environment || (owner.environment === null && wasSent);
  };
  return {
    type: 'change',
    isCheckedFirst: true,
    async look(api, baseline, signal) {
      const routing = await readRouting(api, signal);
      const ownerOf = (number: string): NumberOwner | null => routing.get(number)?.owner ?? null;
      const before = baselineSchema.safeParse(baseline).data;
      if (numbers.every((number) => isThere(ownerOf(number), before !== undefined))) return { at: 'target', outcome };
      const isExpected = (number: string): boolean => {
        const owner = ownerOf(number);
        if (before !== undefined) return keyOf(owner) === before[number];
        return owner === null || isOwner(owner, to) || isOwner(owner, from[number]);
      };
      // All go at once: where some are attached and some are not, somebody has changed it since.
      const changed = numbers.filter((number) => !isExpected(number));
      if (changed.length > 0) return { at: 'elsewhere', error: changedError(to, numbers, changed, routing) };
      return {
        at: 'baseline',
        baseline: Object.fromEntries(numbers.map((number) => [number, keyOf(ownerOf(number))])),
      };
    },
    async send(api, baseline, signal) {
      const before: Baseline = baselineSchema.safeParse(baseline).data ?? {};
      const done = keysThere(to, environment);
      const missing = numbers.filter((number) => !done.includes(before[number] ?? ''));
      await send(api, missing, signal);
      return outcome;
    },
  };
}

/** The keys of numbers that are where they shall be before anything was sent. */
function keysThere(to: OwnerRef, environment: AttachEnvironment | undefined): readonly string[] {
  if ('personaId' in to) return [to.personaId];
  if ('pathwayId' in to) return [`pathway:${to.pathwayId}`];
  const places = environment === undefined ? ['production', 'staging', ''] : [environment];
  return places.map((place) => `agent:${to.agentId}/${place}`);
}

/** The error for numbers that are not taken: others answer them, or somebody has detached them again. */
function changedError(to: OwnerRef, numbers: readonly string[], changed: readonly string[], routing: Routing): Error {
  const ownerOf = (number: string): NumberOwner | null => routing.get(number)?.owner ?? null;
  // Where some of them are attached, so were the others, until somebody changed that.
  const isMixed = changed.some((number) => isOwner(ownerOf(number), to));
  const suspects = isMixed ? numbers.filter((number) => !isOwner(ownerOf(number), to)) : changed;
  const taken = suspects.flatMap((number) => {
    const owner = ownerOf(number);
    return owner === null ? [] : [{ number, owner }];
  });
  return taken.length > 0 ? new NumbersTakenError(taken) : new ChangedMeanwhileError();
}

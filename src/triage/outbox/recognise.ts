import type { Outcome, Sight, Sighting } from './kind.ts';

/** What is known when a write is looked for. */
export interface Knowledge {
  /** The ids that were there before the first attempt. */
  readonly before: ReadonlySet<string>;
  /** The ids of what this machine is known to have made. */
  readonly made: ReadonlySet<string>;
  /** The user that this key writes for; null while no answer has shown it. */
  readonly me: string | null;
  /** Somebody else was seen to write with this user's key: nothing is taken for ours without a person. */
  readonly shared: boolean;
  /** How many objects other writes of this machine may have made here that nobody knows of yet. */
  readonly beside: number;
}

export type Recognition<P, R> =
  | { readonly is: 'ours'; readonly outcome: Outcome<P, R> }
  /** Certainly not there at the time of the look. */
  | { readonly is: 'absent' }
  /** Something may be it, or the list cannot be read well enough to tell. */
  | { readonly is: 'unclear' };

/**
 * Decides whether a write is among what was read at its place. Nothing here depends on clocks, or on how the service
 * normalises what it stores: what counts is what is new, and by whom.
 */
export function recognise<P, R>(sight: Sight<P, R>, knowledge: Knowledge): Recognition<P, R> {
  const { me, shared, before, beside } = knowledge;
  const candidates = mayBeMine(sight, knowledge);
  const readable = sight.whole && sight.unreadable.every((id) => id !== null && before.has(id));
  if (!readable) return { is: 'unclear' };
  if (candidates.length === 0) return { is: 'absent' };
  const [first, second] = candidates.filter(({ same }) => same);
  const isOnly = second === undefined && candidates.length - 1 <= beside;
  const isOurs = first !== undefined && isOnly && me !== null && first.made.author === me && !shared;
  return isOurs ? { is: 'ours', outcome: first.outcome } : { is: 'unclear' };
}

/** What is new, not known to be another write's, and by this key's user or by nobody knows whom. */
export function mayBeMine<P, R>(
  { sightings }: Sight<P, R>,
  { before, made, me }: Knowledge,
): readonly Sighting<P, R>[] {
  return sightings.filter(({ made: { id, author } }) => {
    if (before.has(id) || made.has(id)) return false;
    return me === null || author === null || author === me;
  });
}

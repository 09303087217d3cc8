import type { FoundObject, Outcome, SearchResult } from './kind.ts';

/** Facts about the machine and the key by which a write is recognised. */
export interface Knowledge {
  /** Ids that were there before the first attempt. */
  readonly baseline: ReadonlySet<string>;
  /** Ids of objects that this machine is known to have made. */
  readonly made: ReadonlySet<string>;
  /** The user the key belongs to; null until an answer has shown it. */
  readonly me: string | null;
  /** Somebody else was seen writing with this user's key: a person confirms every match. */
  readonly isShared: boolean;
  /** Objects that other writes of this machine may have made at the same place without `made` knowing them. */
  readonly otherAmbiguous: number;
}

export type Recognition<P, R> =
  | { readonly is: 'ours'; readonly outcome: Outcome<P, R> }
  /** Certainly not there at the time of the search. */
  | { readonly is: 'absent' }
  /** Something may be it, or the list cannot be read well enough to tell. */
  | { readonly is: 'unclear' };

/**
 * Decides whether a write is among what was read at its place. It goes by the write's own mark or, where the service keeps none,
 * by ids and authors alone: neither by clocks nor by how the service normalises what it stores.
 */
export function recognise<P, R>(result: SearchResult<P, R>, knowledge: Knowledge): Recognition<P, R> {
  const { baseline, me, isShared, otherAmbiguous } = knowledge;
  const candidates = candidatesIn(result, knowledge);
  const [marked, anotherMarked] = candidates.filter(({ isMarked }) => isMarked === true);
  if (marked !== undefined)
    return anotherMarked === undefined ? { is: 'ours', outcome: marked.outcome } : { is: 'unclear' };
  const isReadable = result.isComplete && result.unreadable.every((id) => id !== null && baseline.has(id));
  if (!isReadable) return { is: 'unclear' };
  if (candidates.length === 0) return { is: 'absent' };
  const [first, second] = candidates.filter(({ isSame }) => isSame);
  const isOnly = second === undefined && candidates.length - 1 <= otherAmbiguous;
  const isOurs = first !== undefined && isOnly && me !== null && first.made.author === me && !isShared;
  return isOurs ? { is: 'ours', outcome: first.outcome } : { is: 'unclear' };
}

/** Objects that are new, not known to be another write's, and made by this key's user or an unknown one. */
export function candidatesIn<P, R>(
  { objects }: SearchResult<P, R>,
  { baseline, made, me }: Knowledge,
): readonly FoundObject<P, R>[] {
  return objects.filter(({ made: { id, author } }) => {
    if (baseline.has(id) || made.has(id)) return false;
    return me === null || author === null || author === me;
  });
}

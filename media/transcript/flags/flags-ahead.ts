import type { FlagMark } from '../../../src/shared/transcript.ts';

/** Flags that were saved with one key. */
interface Saved {
  readonly marks: readonly FlagMark[];
  /** IDs of the flags that were there before the host knew of these. */
  readonly before: Set<string>;
}

/**
 * Flags that were saved but that the host, which may be far away, has not shown yet: their marks are drawn with the key press.
 * The host answers each save in turn.
 */
export class FlagsAhead {
  readonly #unanswered: Saved[] = [];
  #count = 0;

  /** Adds the flags that were saved on these messages. @param flags those that the host shows */
  save(indexes: readonly number[], { flagType, note }: { flagType: string; note: string }, flags: readonly FlagMark[]) {
    const marks = indexes.map((index): FlagMark => {
      this.#count += 1;
      return { id: `ahead-${this.#count}`, index, type: flagType, note, state: 'pending' };
    });
    this.#unanswered.push({ marks, before: new Set(flags.map(({ id }) => id)) });
  }

  /** The host has answered the oldest save, before it takes the next one: what it shows now counts. */
  answered(flags: readonly FlagMark[]): void {
    this.#unanswered.shift();
    for (const { before } of this.#unanswered) for (const { id } of flags) before.add(id);
  }

  /** Returns the flags that the host shows with those that it does not show yet. */
  with(flags: readonly FlagMark[]): readonly FlagMark[] {
    const shown = new Set<string>();
    const ahead = this.#unanswered.flatMap(({ marks, before }) =>
      marks.filter(({ index }) => {
        // Each flag of the host stands for one mark: a message may have been flagged twice since.
        const own = flags.find((flag) => flag.index === index && !before.has(flag.id) && !shown.has(flag.id));
        if (own !== undefined) shown.add(own.id);
        return own === undefined;
      }),
    );
    return ahead.length === 0 ? flags : [...flags, ...ahead];
  }
}

import type { PageAction } from './messages.ts';

/** Words that heard and corrected text share, or that only one of them has. */
export interface CorrectedPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** What the corrected text has where a message stands; the place is approximate. */
export interface CorrectedLine {
  /** Raw index of the message. */
  readonly index: number;
  /** Every word of both texts, in order. */
  readonly parts: readonly CorrectedPart[];
}

/** The corrected transcript of a call as the page shows it beside what was heard, or why it does not. */
export type CorrectedView =
  | { readonly kind: 'hidden' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'refused'; readonly sentence: string; readonly actions: readonly PageAction[] }
  | {
      readonly kind: 'ready';
      /** In display order. */
      readonly lines: readonly CorrectedLine[];
      /** Segments of the corrected text that could not be read. */
      readonly broken: number;
    };

/** Whether the corrected text has other words than were heard. */
export function differs({ parts }: CorrectedLine): boolean {
  return parts.some(({ kind }) => kind !== 'same');
}

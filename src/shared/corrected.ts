import type { PageAction } from './page-action.ts';

/** Words that original and corrected text share, or that only one of them has. */
export interface CorrectedPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Corrected text at a message; the position is approximate. */
export interface CorrectedLine {
  /** Raw index of the message. */
  readonly index: number;
  /** Every word of both texts, in order. */
  readonly parts: readonly CorrectedPart[];
}

/** The corrected transcript of a call as the page shows it beside the original, or the state of loading it. */
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

/** Returns whether the corrected text has other words than the original. */
export function differs({ parts }: CorrectedLine): boolean {
  return parts.some(({ kind }) => kind !== 'same');
}

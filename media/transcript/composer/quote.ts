import { cut } from '../../../src/shared/text.ts';
import { maxNote } from '../../../src/shared/transcript.ts';
import { plain } from '../rows/text.ts';

/** The part of the reader's text selection that lies in this row's text; null when there is none. */
export function quoteIn(row: HTMLElement | undefined): string | null {
  const selection = document.getSelection();
  const text = row?.querySelector('.line > .text:not(.empty)') ?? null;
  if (text === null || selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text)) return null;
  const inside = document.createRange();
  inside.selectNodeContents(text);
  if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) {
    inside.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
  const quote = cut(plain(inside.toString()).trim(), maxNote);
  return quote === '' ? null : quote;
}

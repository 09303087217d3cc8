import { t } from './l10n.ts';

export const isMac = navigator.userAgent.includes('Macintosh');

/** Where pressing a key means what it means in the page: no chord, and not part of entering a character. */
export function isPlain(event: KeyboardEvent): boolean {
  return !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing);
}

/** The chord that saves: Ctrl+Enter, on macOS also Command+Enter. */
export function isSave(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.isComposing;
}

/** The saving chord as it is written beside the button. */
export function saveKeys(): string {
  return isMac ? '⌘↩' : t('Ctrl+Enter');
}

/** What a plain key asks of the transcript. */
export type RowAction = 'next' | 'previous' | 'first' | 'last' | 'pageDown' | 'pageUp' | 'inward' | 'outward' | 'flag';

const rowKeys: ReadonlyMap<string, RowAction> = new Map([
  ['j', 'next'],
  ['ArrowDown', 'next'],
  ['k', 'previous'],
  ['ArrowUp', 'previous'],
  ['Home', 'first'],
  ['End', 'last'],
  ['PageDown', 'pageDown'],
  ['PageUp', 'pageUp'],
  ['ArrowRight', 'inward'],
  ['ArrowLeft', 'outward'],
  ['f', 'flag'],
  ['Enter', 'flag'],
]);

export function rowAction(event: KeyboardEvent): RowAction | undefined {
  return isPlain(event) ? rowKeys.get(event.key) : undefined;
}

/** Keys that belong to whoever types or moves within the composer; all others (F1, chords) stay the editor's. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || (event.altKey && !isMac)) return false;
  return event.key.length === 1 || !/^F\d+$/.test(event.key);
}

import { isCharacter } from '../../src/shared/keys.ts';
import { t } from './l10n.ts';

export const isMac = navigator.userAgent.includes('Macintosh');

/** Returns whether a key is pressed by itself: no modifier held, and no character being composed. */
export function isUnmodified(event: KeyboardEvent): boolean {
  return !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing);
}

/** Returns whether this is the chord that saves: Ctrl+Enter, on macOS also Command+Enter. */
export function isSave(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.isComposing;
}

/** The saving chord, alone or with Shift, as assistive technology reads it. */
export function saveShortcut(shift: boolean): string {
  return [isMac ? 'Meta' : 'Control', ...(shift ? ['Shift'] : []), 'Enter'].join('+');
}

/** The saving chord as a button shows it. */
export function saveKeys(shift: boolean): string {
  if (isMac) return shift ? '⇧⌘↩' : '⌘↩';
  return shift ? t('Ctrl+Shift+Enter') : t('Ctrl+Enter');
}

/** Returns whether a key press enters text: a character, or a part of one that is being composed. */
export function isText(event: KeyboardEvent): boolean {
  const isChord = event.ctrlKey || event.metaKey || (event.altKey && !isMac);
  if (isChord && !event.getModifierState('AltGraph')) return false;
  return isCharacter(event.key) || event.key === 'Dead' || event.key === 'Process';
}

/**
 * Returns whether this chord edits the text it is pressed in, which the browser does by itself. The editor would do it again
 * later, when something else may have been typed.
 */
export function isEditing(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && /^[acvxyz]$/i.test(event.key);
}

/** Returns whether a key belongs to the form it is pressed in. All others, such as F1 and chords, are the editor's. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || (event.altKey && !isMac)) return false;
  return event.key.length === 1 || !/^F\d+$/.test(event.key);
}

import { defaultKeys, isCharacter, keyActions, type KeyAction, type Keys } from '../../src/shared/keys.ts';
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

/** The saving chord, alone or with Shift, as assistive technology reads it. */
export function saveShortcut(shift: boolean): string {
  return [isMac ? 'Meta' : 'Control', ...(shift ? ['Shift'] : []), 'Enter'].join('+');
}

/** The same as it is written beside the button. */
export function saveKeys(shift: boolean): string {
  if (isMac) return shift ? '⇧⌘↩' : '⌘↩';
  return shift ? t('Ctrl+Shift+Enter') : t('Ctrl+Enter');
}

/** Whether a key press begins to write something: a character, or what one is composed of. */
export function isText(event: KeyboardEvent): boolean {
  const isChord = event.ctrlKey || event.metaKey || (event.altKey && !isMac);
  if (isChord && !event.getModifierState('AltGraph')) return false;
  return isCharacter(event.key) || event.key === 'Dead' || event.key === 'Process';
}

/** How keys are written in the table of keys; undefined for chords and while a character is being composed. */
function written(event: KeyboardEvent): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  if (!isCharacter(event.key)) return event.shiftKey ? `Shift+${event.key}` : event.key;
  // With Caps Lock on, a letter means what it means without.
  const capsLock = event.getModifierState('CapsLock');
  if (!capsLock) return event.key;
  return event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
}

/** Which key does what: the user's own choice, once the host has told it. */
export class KeyTable {
  #actions: ReadonlyMap<string, KeyAction> = new Map();

  constructor() {
    this.use(defaultKeys);
  }

  use(keys: Keys): void {
    this.#actions = new Map(keyActions.flatMap((action) => keys[action].map((key) => [key, action] as const)));
  }

  /** What this key asks of the transcript. */
  action(event: KeyboardEvent): KeyAction | undefined {
    const key = written(event);
    return key === undefined ? undefined : this.#actions.get(key);
  }
}

/** Keys that belong to whoever types or moves within the composer; all others (F1, chords) stay the editor's. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || (event.altKey && !isMac)) return false;
  return event.key.length === 1 || !/^F\d+$/.test(event.key);
}

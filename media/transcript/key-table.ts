import { defaultKeys, isCharacter, keyActions, type KeyAction, type Keys } from '../../src/shared/keys.ts';

/** Returns a key as `src/shared/keys.ts` writes it; undefined for chords and while a character is being composed. */
function nameOf(event: KeyboardEvent): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  if (!isCharacter(event.key)) return event.shiftKey ? `Shift+${event.key}` : event.key;
  // Caps Lock changes no key.
  const capsLock = event.getModifierState('CapsLock');
  if (!capsLock) return event.key;
  return event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
}

/** Actions by key: the defaults, until the host sends the keys of the user's settings. */
export class KeyTable {
  #actions: ReadonlyMap<string, KeyAction> = new Map();

  constructor() {
    this.use(defaultKeys);
  }

  use(keys: Keys): void {
    this.#actions = new Map(keyActions.flatMap((action) => keys[action].map((key) => [key, action] as const)));
  }

  /** Returns the first key of an action. */
  firstKey(action: KeyAction): string | undefined {
    return [...this.#actions].find(([, one]) => one === action)?.[0];
  }

  /** Returns the action of a key press, if it has one. */
  action(event: KeyboardEvent): KeyAction | undefined {
    const key = nameOf(event);
    return key === undefined ? undefined : this.#actions.get(key);
  }
}

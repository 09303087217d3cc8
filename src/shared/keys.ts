/**
 * Keys by action. A key is written like `KeyboardEvent.key` (`j`, `J`, `?`, `ArrowDown`, `PageUp`), with `Shift+` before a
 * named key only: a character includes Shift.
 */
export type Keys = Readonly<Record<KeyAction, readonly string[]>>;

export const defaultKeys = {
  next: ['j', 'ArrowDown'],
  previous: ['k', 'ArrowUp'],
  extendDown: ['Shift+ArrowDown'],
  extendUp: ['Shift+ArrowUp'],
  first: ['Home'],
  last: ['End'],
  pageDown: ['PageDown'],
  pageUp: ['PageUp'],
  nextFlag: ['n'],
  previousFlag: ['N'],
  nextFinding: ['e'],
  previousFinding: ['E'],
  nextCaller: ['c'],
  previousCaller: ['C'],
  nextAgent: ['a'],
  previousAgent: ['A'],
  inward: ['ArrowRight'],
  outward: ['ArrowLeft'],
  flag: ['f', 'Enter'],
  edit: ['r', 'F2'],
  copy: ['y'],
  copyContext: ['Y'],
  issue: ['i'],
  play: [' '],
  corrected: ['w'],
  undo: ['u'],
  hideDimmed: ['h'],
  nextCall: ['J'],
  previousCall: ['K'],
  find: ['/'],
  help: ['?'],
} satisfies Readonly<Record<string, readonly string[]>>;

/** An action of a key in the transcript. It can be bound to other keys, run as a command, and listed. */
export type KeyAction = keyof typeof defaultKeys;
export const keyActions = Object.keys(defaultKeys) as readonly KeyAction[];

/** Returns whether a key is a character, and not a named one such as `Home`. */
export const isCharacter = (key: string): boolean => /^.$/u.test(key);

const isKey = (key: unknown): key is string =>
  typeof key === 'string' && (isCharacter(key) || /^(Shift\+)?[A-Z][A-Za-z0-9]{1,30}$/.test(key));

export interface ReadKeys {
  readonly keys: Keys;
  /** Invalid entries of the setting, as they are written there. */
  readonly unknown: readonly string[];
}

/**
 * Reads the keys from the user's settings.
 *
 * @param setting a key, a list of keys, or `""` for none by action; other actions keep their default keys
 * @param singleKeys false removes every key that is a character
 */
export function readKeys(setting: unknown, singleKeys: boolean): ReadKeys {
  const unknown: string[] = [];
  const changed = new Map<string, readonly string[]>();
  const entries = typeof setting === 'object' && setting !== null ? Object.entries(setting) : [];
  for (const [action, value] of entries) {
    const keys: readonly unknown[] = value === '' ? [] : Array.isArray(value) ? value : [value];
    if (keyActions.some((known) => known === action) && keys.every(isKey)) changed.set(action, keys);
    else unknown.push(`${action}: ${JSON.stringify(value)}`.slice(0, 100));
  }
  const taken = new Set([...changed.values()].flat());
  const keysOf = (action: KeyAction): readonly string[] => {
    // A default key that the user has bound to another action is no longer this one's.
    const keys = changed.get(action) ?? defaultKeys[action].filter((key) => !taken.has(key));
    return singleKeys ? keys : keys.filter((key) => !isCharacter(key));
  };
  const keys = Object.fromEntries(keyActions.map((action) => [action, keysOf(action)])) as Record<KeyAction, string[]>;
  return { keys, unknown };
}

/**
 * Keys by action. A key is written as the browser names it (`j`, `J`, `?`, `ArrowDown`, `PageUp`); `Shift+` stands only
 * before named keys, since a character says by itself whether Shift is held.
 */
export type Keys = Readonly<Record<KeyAction, readonly string[]>>;

export const defaultKeys = {
  next: ['j', 'ArrowDown'],
  previous: ['k', 'ArrowUp'],
  extendDown: ['J', 'Shift+ArrowDown'],
  extendUp: ['K', 'Shift+ArrowUp'],
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
  find: ['/'],
  help: ['?'],
} satisfies Readonly<Record<string, readonly string[]>>;

/** What keys do in the transcript: named, so that they can be remapped, run as commands and listed. */
export type KeyAction = keyof typeof defaultKeys;
export const keyActions = Object.keys(defaultKeys) as readonly KeyAction[];

/** Whether a key is a character, and not a named one such as `Home`. */
export const isCharacter = (key: string): boolean => /^.$/u.test(key);

const isKey = (key: unknown): key is string =>
  typeof key === 'string' && (isCharacter(key) || /^(Shift\+)?[A-Z][A-Za-z0-9]{1,30}$/.test(key));

export interface ReadKeys {
  readonly keys: Keys;
  /** The parts of the setting that mean nothing, as they are written there. */
  readonly unknown: readonly string[];
}

/**
 * The keys as the user's settings have them.
 *
 * @param setting actions with a key, a list of keys, or `""` for none; what is not named keeps its own
 * @param singleKeys false takes every key away that is a plain character
 */
export function readKeys(setting: unknown, singleKeys: boolean): ReadKeys {
  const unknown: string[] = [];
  const changed = new Map<string, readonly string[]>();
  const entries = typeof setting === 'object' && setting !== null ? Object.entries(setting) : [];
  for (const [action, value] of entries) {
    const wanted: readonly unknown[] = value === '' ? [] : Array.isArray(value) ? value : [value];
    if (keyActions.some((known) => known === action) && wanted.every(isKey)) changed.set(action, wanted);
    else unknown.push(`${action}: ${JSON.stringify(value)}`.slice(0, 100));
  }
  const taken = new Set([...changed.values()].flat());
  const keysOf = (action: KeyAction): readonly string[] => {
    // A key that was given to another action is not this one's any more.
    const keys = changed.get(action) ?? defaultKeys[action].filter((key) => !taken.has(key));
    return singleKeys ? keys : keys.filter((key) => !isCharacter(key));
  };
  const keys = Object.fromEntries(keyActions.map((action) => [action, keysOf(action)])) as Record<KeyAction, string[]>;
  return { keys, unknown };
}

import { digits, maxFlagType, probableFlagType } from '../../shared/transcript.ts';

export interface PinnedTypes {
  /** By digit, beginning with 1; `''` where none is pinned. */
  readonly pinned: readonly string[];
  /** The entries of the setting that cannot be used, as they are written there. */
  readonly unusable: readonly string[];
}

/** Reads the setting `callTriage.flagTypes.pinned`. What is no flag type, or pinned twice, is left out. */
export function readPinnedTypes(setting: unknown): PinnedTypes {
  const entries: readonly unknown[] = Array.isArray(setting) ? setting : [];
  const unusable: string[] = [];
  const refuse = (value: unknown): string => {
    unusable.push((JSON.stringify(value) ?? '').slice(0, 100));
    return '';
  };
  if (entries !== setting && setting !== undefined && setting !== null) refuse(setting);
  const pinned: string[] = [];
  for (const [place, entry] of entries.entries()) {
    const type = typeof entry === 'string' ? entry.trim() : undefined;
    const isUsable =
      type !== undefined &&
      type.length <= maxFlagType &&
      probableFlagType(type) !== '' &&
      place < digits.length &&
      !pinned.some((other) => isSameType(other, type));
    if (isUsable) pinned.push(type);
    else pinned.push(type === '' ? '' : refuse(entry));
  }
  return { pinned: pinned.slice(0, digits.length), unusable };
}

/**
 * The setting with a type pinned to a digit, in place of whatever was there, or to none (null). Entries that cannot be
 * read stay as they are.
 */
export function pinType(setting: unknown, type: string, digit: number | null): readonly unknown[] {
  const entries: unknown[] = Array.isArray(setting) ? [...(setting as readonly unknown[])] : [];
  for (const [place, entry] of entries.entries()) {
    if (typeof entry === 'string' && isSameType(entry, type)) entries[place] = '';
  }
  if (digit !== null) {
    while (entries.length < digit) entries.push('');
    entries[digit - 1] = type;
  }
  while (entries.at(-1) === '') entries.pop();
  return entries;
}

/** Tells whether both are probably stored as the same type. */
export function isSameType(a: string, b: string): boolean {
  return probableFlagType(a) === probableFlagType(b);
}

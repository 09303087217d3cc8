import type { ActivityEntry } from '../../api/bland/activity.ts';

/** Old and new value of a field; null where the entry does not say. */
export interface FieldChange {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Returns the change of an entry. Only a status has fields of its own; what other changes put into `metadata` is not
 * documented, so likely names are tried.
 */
export function changeOf({ type, from_status, to_status, metadata }: ActivityEntry): FieldChange {
  const field = type.replace(/_changed$/, '');
  const pick = (ends: readonly string[], sides: readonly string[]): string | null => {
    for (const end of ends) {
      for (const name of [end, ...sides.map((side) => `${end}_${side}`)]) {
        const value = metadata === null ? undefined : metadata[name];
        if (typeof value === 'string' || typeof value === 'number') return String(value);
      }
    }
    return null;
  };
  return {
    from: from_status ?? pick(['from', 'old', 'previous'], [field, `${field}_id`, 'value']),
    to: to_status ?? pick(['to', 'new'], [field, `${field}_id`, 'value']),
  };
}

// Control characters but tab and line feed, and what turns the reading direction of the text around it.
const unsafe = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|[^\P{Cc}\t\n]/gu;

/** Returns a server's text as lines to show, without invisible control characters, cut to a length that people read. */
export function textLines(text: string, longest = 20_000): string[] {
  const cut = text.length > longest ? `${text.slice(0, longest).replace(/\p{Cs}$/u, '')}…` : text;
  const lines = cut
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(unsafe, '')
    .split('\n');
  return lines.map((line) => line.trimEnd());
}

/** Returns a server's text as one line. */
export function oneLine(text: string, longest = 200): string {
  const line = textLines(text, longest + 1)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line;
}

/** Returns an undocumented value as lines: texts as they are, everything else as JSON. */
export function valueLines(value: unknown, longest?: number): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return textLines(value, longest);
  try {
    return textLines(JSON.stringify(value, null, 2) ?? '', longest);
  } catch {
    return [];
  }
}

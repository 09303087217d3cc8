import { plain } from './text.ts';

/** What is not shown: names that the host gave, and is sent back as they are. */
const names = new Set(['id', 'action', 'detach', 'remove', 'run', 'save', 'copy']);

/** Returns a copy of what the host posted with every text that is shown made safe to display. */
export function clean<T>(value: T): T {
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, names.has(name) && typeof one === 'string' ? one : cleaned(one)]),
  );
}

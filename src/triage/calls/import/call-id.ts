import type { Reason } from './import-item.ts';

const longest = 200;

/** Returns the ID of a call or conversation as text, or the reason why the field holds none. */
export function readId(value: unknown, field: string): { readonly id: string } | { readonly reason: Reason } {
  const invalid = (problem: (Reason & { readonly kind: 'invalid-field' })['problem']) => ({
    reason: { kind: 'invalid-field', field, problem } as const,
  });
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string') return invalid('not-text');
  if (text.trim() === '') return invalid('empty');
  if (text.length > longest) return invalid('too-long');
  // The ID becomes a segment of a path.
  if (/[\p{Cc}\p{Cs}/?#\\]|^\.{1,2}$/u.test(text)) return invalid('characters');
  return { id: text };
}

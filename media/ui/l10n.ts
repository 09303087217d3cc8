/**
 * Translations. The host puts them on the page as a JSON object from English to translated text, in
 * `<script type="application/json" id="l10n">`; what that lacks stays English.
 */

import { formatNumber } from './format.ts';

let bundle: ReadonlyMap<string, string> | undefined;

function readBundle(): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  const source = document.getElementById('l10n')?.textContent ?? '';
  if (source.trim() === '') return words;
  try {
    const parsed: unknown = JSON.parse(source);
    if (typeof parsed !== 'object' || parsed === null) return words;
    for (const [key, value] of Object.entries(parsed)) if (typeof value === 'string') words.set(key, value);
  } catch {
    // A broken bundle leaves the page in English.
  }
  return words;
}

/** Translates a text, with `{0}`, `{1}`, … replaced by the values in order; numbers are written as the language does. */
export function t(text: string, ...values: readonly (string | number)[]): string {
  bundle ??= readBundle();
  const template = bundle.get(text) ?? text;
  return template.replace(/\{(\d+)\}/g, (whole, position: string) => {
    const value = values[Number(position)];
    if (value === undefined) return whole;
    return typeof value === 'number' ? formatNumber(value) : value;
  });
}

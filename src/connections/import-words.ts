import * as vscode from 'vscode';
import type { BadEncoding } from '../triage/calls/import/decode.ts';
import type { JsonFault } from '../triage/calls/import/parse-json.ts';

/** Summarizes an import, with the reason for the first file that was skipped. */
export function importSentence(
  imported: number,
  rejected: readonly { readonly name: string; readonly reason: string }[],
): string {
  const { l10n } = vscode;
  const [first] = rejected;
  if (first === undefined)
    return imported === 0 ? l10n.t('No JSON files found; nothing was imported.') : importedWords(imported);
  const skipped =
    rejected.length === 1
      ? l10n.t('Skipped 1 file. {0}: {1}', first.name, first.reason)
      : l10n.t('Skipped {0} files. {1}: {2}', rejected.length, first.name, first.reason);
  return imported === 0 ? skipped : `${importedWords(imported)} ${skipped}`;
}

function importedWords(count: number): string {
  const { l10n } = vscode;
  return count === 1
    ? l10n.t('Imported 1 call; it is on the issue "Imported calls".')
    : l10n.t('Imported {0} calls; they are on the issue "Imported calls".', count);
}

export function encodingSentence({ encoding, offset }: BadEncoding): string {
  const { l10n } = vscode;
  if (encoding === 'UTF-32') return l10n.t('UTF-32 is not supported; save the file as UTF-8.');
  return l10n.t('Not valid {0} at byte {1}; save the file as UTF-8.', encoding, offset);
}

export function jsonSentence(fault: JsonFault): string {
  const { line, column } = fault;
  const guess = guessWords(fault);
  const { l10n } = vscode;
  if (guess === null) return l10n.t('Not valid JSON (line {0}, column {1}).', line, column);
  return l10n.t('Not valid JSON (line {0}, column {1}): {2}.', line, column, guess);
}

function guessWords({ guess, word }: JsonFault): string | null {
  const { l10n } = vscode;
  switch (guess) {
    case 'empty':
      return l10n.t('the file is empty');
    case 'html':
      return l10n.t('it looks like HTML or XML');
    case 'http-headers':
      return l10n.t('it starts with HTTP headers, as "curl -i" prints them');
    case 'utf-16':
      return l10n.t('it looks like UTF-16 without a byte order mark');
    case 'comment':
      return l10n.t('comments are not allowed');
    case 'trailing-comma':
      return l10n.t('a trailing comma is not allowed');
    case 'word':
      return l10n.t('{0} is not a JSON value', word ?? '');
    case 'quotes':
      return l10n.t('text needs straight double quotes');
    case 'control-character':
      return l10n.t('a line break or control character is not escaped');
    case 'several-values':
      return l10n.t('more follows after the end of the first value');
    case 'truncated':
      return l10n.t('the file is cut off');
    case 'unknown':
      return null;
  }
}

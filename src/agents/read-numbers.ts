import * as vscode from 'vscode';
import { InvalidArgumentError } from '../triage/errors.ts';
import { loadPhoneReader, type ReadNumbers } from '../triage/numbers/phone-numbers.ts';
import { badNumbersInWords } from './words.ts';

/** Parses numbers in any format; those without a country code belong to the default country. */
export type NumberReader = (text: string | readonly string[]) => ReadNumbers;

export async function numberReader(): Promise<NumberReader> {
  const reader = await loadPhoneReader();
  const set: unknown = vscode.workspace.getConfiguration('callTriage').get('defaultCountry');
  const country = typeof set === 'string' ? set.trim().toUpperCase() : '';
  return (text) => reader.read(text, reader.isCountry(country) ? country : null);
}

/** Returns numbers in E.164. @throws InvalidArgumentError that names each invalid one, and why */
export async function parseNumbers(given: readonly string[]): Promise<readonly string[]> {
  const read = (await numberReader())(given);
  if (read.bad.length > 0) {
    throw new InvalidArgumentError('numbers', vscode.l10n.t('Not sent: {0}.', badNumbersInWords(read)));
  }
  return read.numbers;
}

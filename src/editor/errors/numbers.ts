import * as vscode from 'vscode';
import { ApiError } from '../../api/errors.ts';
import { numberForDisplay, ownerInWords } from '../words/number.ts';
import { NumbersNotOwnedError, NumbersTakenError, OwnerUnknownError } from '../../triage/numbers/errors.ts';
import { type Explanation, remedy } from './explanation.ts';

/** Explains errors about personas and numbers; undefined for others. */
export function explainNumbers(error: unknown): Explanation | undefined {
  const { l10n } = vscode;
  const refresh: Explanation['remedies'] = [{ label: l10n.t('Refresh'), command: 'callTriage.refresh' }];
  if (error instanceof NumbersTakenError) {
    const list = error.numbers
      .map(({ number, owner }) => l10n.t('{0} is answered by {1}', numberForDisplay(number), ownerInWords(owner)))
      .join(', ');
    return { sentence: l10n.t('Not changed: {0}.', list), remedies: refresh };
  }
  if (error instanceof OwnerUnknownError) {
    const list = error.numbers.map(numberForDisplay).join(', ');
    const sentence = l10n.t('Not detached: {0} may belong to an agent that this API key cannot read.', list);
    return { sentence, remedies: [remedy(l10n.t('Replace Key…'), 'setApiKey'), ...refresh] };
  }
  if (error instanceof NumbersNotOwnedError) return { sentence: notOwned(error.numbers), remedies: refresh };
  if (!(error instanceof ApiError)) return undefined;
  switch (error.serviceCode) {
    case 'INVALID_INBOUND_NUMBERS':
      return { sentence: notOwned([]), remedies: refresh };
    case 'PERSONA_NOT_FOUND':
      return { sentence: l10n.t('Persona not found.'), remedies: refresh };
    case 'INBOUND_NOT_FOUND':
      return { sentence: l10n.t('The number does not answer for this persona.'), remedies: refresh };
    default:
      return undefined;
  }
}

function notOwned(numbers: readonly string[]): string {
  const { l10n } = vscode;
  if (numbers.length === 0) {
    return l10n.t('Not attached: some of these numbers do not belong to this account.');
  }
  const list = numbers.slice(0, 10).map(numberForDisplay).join(', ');
  return numbers.length === 1
    ? l10n.t('Not attached: {0} does not belong to this account.', list)
    : l10n.t('Not attached: these numbers do not belong to this account: {0}.', list);
}

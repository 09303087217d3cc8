import * as vscode from 'vscode';
import { ApiError } from '../api/errors.ts';
import { given } from '../editor/errors/cancelled.ts';
import { explain } from '../editor/errors/explain.ts';
import { tellFailure } from '../editor/notices.ts';
import { NumbersNotOwnedError } from '../triage/errors.ts';
import type { Session } from '../triage/sessions/session.ts';
import { askNumbers } from './ask-numbers.ts';

/**
 * The service's refusal of numbers with those named that are not in the account's list, which the service does not name
 * itself; undefined for any other error.
 */
export async function notOwnedError(
  error: unknown,
  { api }: Session,
  numbers: readonly string[],
): Promise<NumbersNotOwnedError | undefined> {
  if (!(error instanceof ApiError) || error.serviceCode !== 'INVALID_INBOUND_NUMBERS') return undefined;
  const { items } = await api.numbers.list();
  const own = new Set(items.map((item) => item.phone_number));
  return new NumbersNotOwnedError(numbers.filter((number) => !own.has(number)));
}

/** Says which numbers were refused, and asks for those to attach instead. @throws Cancelled */
export async function askForOthers(
  session: Session,
  personaId: string,
  refused: NumbersNotOwnedError,
  numbers: readonly string[],
): Promise<readonly string[]> {
  const others = numbers.filter((number) => !refused.numbers.includes(number));
  const choose = vscode.l10n.t('Choose Others…');
  const goOn = vscode.l10n.t('Attach the Others');
  const offers = others.length > 0 && others.length < numbers.length ? [goOn, choose] : [choose];
  const chosen = given(await tellFailure(explain(refused).sentence, ...offers));
  return chosen === goOn ? others : askNumbers(session, personaId);
}

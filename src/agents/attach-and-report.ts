import * as vscode from 'vscode';
import { type Call, silentCall } from '../editor/call.ts';
import type { Persona } from '../api/bland/personas.ts';
import { isPending, makeWrite } from '../editor/make-write.ts';
import { inform, showError, informWithUndo, warn } from '../editor/notices.ts';
import type { Services } from '../editor/services.ts';
import { NumbersNotOwnedError } from '../triage/errors.ts';
import type { Pending } from '../triage/outbox/outbox.ts';
import { readRouting, type Routing } from '../triage/numbers/routing.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { attachNumbers } from '../triage/outbox/kinds/attach-numbers.ts';
import { detachNumbers } from '../triage/outbox/kinds/detach-numbers.ts';
import { confirmMove } from './confirm-move.ts';
import { numberSettingsOf } from './number-settings.ts';
import { numbersInWords, personaName } from './words.ts';
import { ApiError } from '../api/errors.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { explain } from '../editor/errors/explain.ts';
import { askNumbers } from './ask-numbers.ts';

export interface AttachRequest {
  readonly personaId: string;
  /** E.164. */
  readonly numbers: readonly string[];
  /** Numbers may be taken from other personas. */
  readonly move: boolean;
}

/**
 * Attaches numbers to a persona. The user is told first which are not the account's, is asked before any is taken from
 * another persona, and sees the result with *Undo*.
 *
 * @throws NumbersTakenError when a number answers for another persona and `move` is false
 * @throws NumbersNotOwnedError when a number does not belong to the account
 */
export async function attachAndReport(
  services: Services,
  session: Session,
  wanted: AttachRequest,
  call: Call,
): Promise<Persona | Pending> {
  const { personaId } = wanted;
  const mayMove = call.fromUi || wanted.move;
  const routing: Routing = mayMove ? await readRouting(session.api) : new Map();
  if (call.fromUi) {
    const foreign = wanted.numbers.filter((number) => !routing.has(number));
    if (foreign.length > 0) {
      const refused = new NumbersNotOwnedError(foreign);
      const others = await askForOtherNumbers(session, personaId, refused, wanted.numbers);
      return attachAndReport(services, session, { ...wanted, numbers: others }, call);
    }
  }
  const numbers =
    call.fromUi && !wanted.move
      ? await confirmMove(wanted.numbers, routing, await session.personas.find(personaId))
      : wanted.numbers;
  const from = Object.fromEntries(
    numbers.flatMap((number) => {
      const owner = routing.get(number)?.persona?.id;
      return owner === undefined || owner === personaId ? [] : [[number, owner] as const];
    }),
  );
  let result;
  try {
    result = await makeWrite(services, session, attachNumbers, { personaId, numbers: [...numbers], from }, call);
  } catch (error) {
    const refused = await notOwnedError(error, session, numbers);
    if (refused === undefined) throw error;
    if (!call.fromUi) throw refused;
    const others = await askForOtherNumbers(session, personaId, refused, numbers);
    return attachAndReport(services, session, { ...wanted, numbers: others }, call);
  }
  if (isPending(result)) return result;
  if (call.fromUi) report(services, session, { persona: result.persona, numbers, routing, from });
  return result.persona;
}

interface Attached {
  readonly persona: Persona;
  readonly numbers: readonly string[];
  /** The routing before. */
  readonly routing: Routing;
  /** By number, the persona it was taken from. */
  readonly from: Readonly<Record<string, string>>;
}

function report(services: Services, session: Session, done: Attached): void {
  const { l10n } = vscode;
  const { persona, numbers, routing, from } = done;
  const name = personaName(persona);
  const has = new Set(persona.inbound_numbers.map((one) => one.phone_number));
  const absent = numbers.filter((number) => !has.has(number));
  if (absent.length > 0) {
    const sentence = l10n.t('The service did not attach {0} to {1}.', numbersInWords(absent), name);
    void warn(sentence);
    return;
  }
  const changed = numbers.filter((number) => routing.get(number)?.persona?.id !== persona.id);
  if (changed.length === 0) {
    void inform(l10n.t('{0} already answers {1}.', name, numbersInWords(numbers)));
    return;
  }
  const before = new Set(Object.keys(from).map((number) => printable(routing.get(number)?.persona?.name ?? '')));
  const sentence =
    before.size === 0
      ? l10n.t('{0} now answers {1}.', name, numbersInWords(changed))
      : l10n.t('{0} now answers {1} (was {2}).', name, numbersInWords(changed), [...before].join(', '));
  informWithUndo(services, sentence, () => undoAttach(services, session, done, changed));
}

/** Detaches numbers, or returns them to the personas they were taken from, with their settings. */
async function undoAttach(
  services: Services,
  session: Session,
  done: Attached,
  changed: readonly string[],
): Promise<void> {
  const { persona, routing, from } = done;
  const free = changed.filter((number) => from[number] === undefined);
  if (free.length > 0) {
    await makeWrite(services, session, detachNumbers, { personaId: persona.id, numbers: free }, silentCall);
  }
  for (const personaId of new Set(Object.values(from))) {
    const numbers = changed.filter((number) => from[number] === personaId);
    const back = Object.fromEntries(numbers.map((number) => [number, persona.id]));
    const settings = numberSettingsOf(numbers, (number) => routing.get(number)?.settings);
    await makeWrite(services, session, attachNumbers, { personaId, numbers, from: back, settings }, silentCall);
  }
}

/**
 * Names the numbers that are not in the account's list, which the service's own refusal does not
 * say; undefined for any other error.
 */
async function notOwnedError(
  error: unknown,
  { api }: Session,
  numbers: readonly string[],
): Promise<NumbersNotOwnedError | undefined> {
  if (!(error instanceof ApiError) || error.serviceCode !== 'INVALID_INBOUND_NUMBERS') return undefined;
  const { items } = await api.numbers.list();
  const own = new Set(items.map((item) => item.phone_number));
  return new NumbersNotOwnedError(numbers.filter((number) => !own.has(number)));
}

/** Reports refused numbers, and asks which to attach instead. @throws Cancelled */
async function askForOtherNumbers(
  session: Session,
  personaId: string,
  refused: NumbersNotOwnedError,
  numbers: readonly string[],
): Promise<readonly string[]> {
  const others = numbers.filter((number) => !refused.numbers.includes(number));
  const choose = vscode.l10n.t('Choose Others…');
  const goOn = vscode.l10n.t('Attach the Others');
  const offers = others.length > 0 && others.length < numbers.length ? [goOn, choose] : [choose];
  const chosen = orCancelled(await showError(explain(refused).sentence, ...offers));
  return chosen === goOn ? others : askNumbers(session, personaId);
}

import * as vscode from 'vscode';
import type { AttachEnvironment } from '../api/bland/agents.ts';
import type { Persona } from '../api/bland/personas.ts';
import { ApiError } from '../api/errors.ts';
import type { Call } from '../editor/call.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { explain } from '../editor/errors/explain.ts';
import { isPending } from '../editor/make-write.ts';
import { inform, informWithUndo, showError, warn } from '../editor/notices.ts';
import type { Services } from '../editor/services.ts';
import { ownerInWords } from '../editor/words/number.ts';
import { NumbersNotOwnedError } from '../triage/numbers/errors.ts';
import { isOwner, type NumberOwner, type Owners, refOf } from '../triage/numbers/owner.ts';
import { readRouting, type Routing } from '../triage/numbers/routing.ts';
import type { Pending } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import { askNumbers } from './ask-numbers.ts';
import { confirmMove } from './confirm-move.ts';
import { isSilent, type NumberTarget, targetName } from './number-target.ts';
import { returnNumbers } from './return-numbers.ts';
import { numbersInWords } from './words.ts';
import { attachTo, type NumbersOfAgent, type Written } from './write-numbers.ts';

export interface AttachRequest {
  readonly target: NumberTarget;
  /** E.164. */
  readonly numbers: readonly string[];
  /** Numbers may be taken from others. */
  readonly move: boolean;
  /** Where an agent shall answer them; default: where it does, else in production. */
  readonly environment?: AttachEnvironment | undefined;
}

/**
 * Attaches numbers to an agent or a persona. The user is told first which are not the account's, is asked before any is taken
 * from another one, and sees the result with *Undo*.
 *
 * @throws NumbersTakenError when somebody else answers a number and `move` is false
 * @throws NumbersNotOwnedError when a number does not belong to the account
 */
export async function attachAndReport(
  services: Services,
  session: Session,
  wanted: AttachRequest,
  call: Call,
): Promise<Persona | NumbersOfAgent | Pending> {
  const { target, environment } = wanted;
  const mayMove = call.fromUi || wanted.move;
  const routing: Routing = mayMove ? await readRouting(session.api) : new Map();
  if (call.fromUi) {
    const foreign = wanted.numbers.filter((number) => !routing.has(number));
    if (foreign.length > 0) {
      const refused = new NumbersNotOwnedError(foreign);
      const others = await askForOtherNumbers(session, target, refused, wanted.numbers);
      return attachAndReport(services, session, { ...wanted, numbers: others }, call);
    }
  }
  const isAsked = call.fromUi && !wanted.move;
  const numbers = isAsked
    ? await confirmMove(
        wanted.numbers,
        routing,
        target,
        await targetName(session, target),
        await isSilent(session, target, environment),
      )
    : wanted.numbers;
  const from: Owners = Object.fromEntries(
    numbers.flatMap((number) => {
      const owner = routing.get(number)?.owner ?? null;
      return owner === null || isOwner(owner, target) ? [] : [[number, refOf(owner)] as const];
    }),
  );
  let result;
  try {
    result = await attachTo(services, session, target, { numbers, from, environment }, call);
  } catch (error) {
    const refused = await notOwnedError(error, session, numbers);
    if (refused === undefined) throw error;
    if (!call.fromUi) throw refused;
    const others = await askForOtherNumbers(session, target, refused, numbers);
    return attachAndReport(services, session, { ...wanted, numbers: others }, call);
  }
  if (isPending(result)) return result;
  const done = { target, environment, numbers, routing, result };
  if (call.fromUi) await report(services, session, done);
  return isEnvironmentIgnored(done) ? { ...result.answer, environmentIgnored: true } : result.answer;
}

interface Attached {
  readonly target: NumberTarget;
  readonly environment: AttachEnvironment | undefined;
  readonly numbers: readonly string[];
  /** The routing before. */
  readonly routing: Routing;
  readonly result: Written;
}

/** True when the service answers somewhere else than was asked for, or does not tell: an older one does not know environments. */
function isEnvironmentIgnored({ environment, numbers, result }: Pick<Attached, 'environment' | 'numbers' | 'result'>) {
  if (environment === undefined || result.numbers === null) return environment === 'staging';
  return result.numbers.some((one) => numbers.includes(one.number) && one.environment !== environment);
}

async function report(services: Services, session: Session, done: Attached): Promise<void> {
  const { l10n } = vscode;
  const { target, environment, numbers, routing, result } = done;
  const name = await targetName(session, target);
  const absent = numbers.filter((number) => result.numbers?.some((one) => one.number === number) === false);
  if (absent.length > 0) {
    void warn(l10n.t('The service did not attach {0} to {1}.', numbersInWords(absent), name));
    return;
  }
  if (isEnvironmentIgnored(done)) {
    const place = environment === 'staging' ? l10n.t('staging') : l10n.t('production');
    void warn(l10n.t('{0} answers {1}, but this service did not confirm {2}.', name, numbersInWords(numbers), place));
  }
  const ownerOf = (number: string): NumberOwner | null => routing.get(number)?.owner ?? null;
  const changed = numbers.filter((number) => {
    const owner = ownerOf(number);
    if (!isOwner(owner, target)) return true;
    return owner?.type === 'agent' && environment !== undefined && owner.environment !== environment;
  });
  if (changed.length === 0) {
    void inform(l10n.t('{0} already answers {1}.', name, numbersInWords(numbers)));
    return;
  }
  const before = new Set(
    changed.flatMap((number) => {
      const owner = ownerOf(number);
      return owner === null ? [] : [ownerInWords(owner)];
    }),
  );
  const answerer = environment === 'staging' ? l10n.t('{0} (staging)', name) : name;
  const sentence =
    before.size === 0
      ? l10n.t('{0} now answers {1}.', answerer, numbersInWords(changed))
      : l10n.t('{0} now answers {1} (was {2}).', answerer, numbersInWords(changed), [...before].join(', '));
  const warning = (await isSilent(session, target, environment))
    ? l10n.t('It has no version in production: calls may not be answered.')
    : '';
  informWithUndo(services, `${sentence} ${warning}`.trim(), () =>
    returnNumbers(services, session, changed, routing, target),
  );
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
  target: NumberTarget,
  refused: NumbersNotOwnedError,
  numbers: readonly string[],
): Promise<readonly string[]> {
  const others = numbers.filter((number) => !refused.numbers.includes(number));
  const choose = vscode.l10n.t('Choose Others…');
  const goOn = vscode.l10n.t('Attach the Others');
  const offers = others.length > 0 && others.length < numbers.length ? [goOn, choose] : [choose];
  const chosen = orCancelled(await showError(explain(refused).sentence, ...offers));
  return chosen === goOn ? others : askNumbers(session, target);
}

import * as vscode from 'vscode';
import type { Call } from '../editor/call.ts';
import type { Persona } from '../api/bland/personas.ts';
import { isPending } from '../editor/make-write.ts';
import { inform, informWithUndo } from '../editor/notices.ts';
import type { Services } from '../editor/services.ts';
import { isOwner } from '../triage/numbers/owner.ts';
import { readRouting } from '../triage/numbers/routing.ts';
import type { Pending } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import { type NumberTarget, targetName } from './number-target.ts';
import { returnNumbers } from './return-numbers.ts';
import { numbersInWords } from './words.ts';
import { detachFrom, type NumbersOfAgent } from './write-numbers.ts';

/** Detaches numbers from an agent or a persona, which clears their own settings; *Undo* restores both. */
export async function detachAndReport(
  services: Services,
  session: Session,
  target: NumberTarget,
  numbers: readonly string[],
  call: Call,
): Promise<Persona | NumbersOfAgent | Pending> {
  // Read now, so that *Undo* restores settings made in another window, too.
  const before = call.fromUi ? await readRouting(session.api) : undefined;
  const result = await detachFrom(services, session, target, numbers, call);
  if (isPending(result)) return result;
  if (before === undefined) return result.answer;
  const { l10n } = vscode;
  const gone = numbers.filter((number) => isOwner(before.get(number)?.owner ?? null, target));
  const name = await targetName(session, target);
  if (gone.length === 0) {
    void inform(l10n.t('{0} does not answer {1}.', name, numbersInWords(numbers)));
    return result.answer;
  }
  const cleared = gone.some((number) => (before.get(number)?.settings ?? null) !== null);
  const sentence = cleared
    ? l10n.t('{0} no longer answers {1}. Its settings were reset.', name, numbersInWords(gone))
    : l10n.t('{0} no longer answers {1}.', name, numbersInWords(gone));
  informWithUndo(services, sentence, () => returnNumbers(services, session, gone, before, null));
  return result.answer;
}

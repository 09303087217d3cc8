import * as vscode from 'vscode';
import { type Call, silentCall } from '../editor/call.ts';
import type { Persona } from '../api/bland/personas.ts';
import { isPending, makeWrite } from '../editor/make-write.ts';
import { inform, informWithUndo } from '../editor/notices.ts';
import type { Services } from '../editor/services.ts';
import type { Pending } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import { attachNumbers } from '../triage/outbox/kinds/attach-numbers.ts';
import { detachNumbers } from '../triage/outbox/kinds/detach-numbers.ts';
import { numberSettingsOf } from './number-settings.ts';
import { numbersInWords, personaName } from './words.ts';

/** Detaches numbers from a persona, which clears their own settings; *Undo* restores both. */
export async function detachAndReport(
  services: Services,
  session: Session,
  personaId: string,
  numbers: readonly string[],
  call: Call,
): Promise<Persona | Pending> {
  // Read now, so that *Undo* restores settings made in another window, too.
  const before = call.fromUi ? await session.api.personas.get(personaId) : undefined;
  const result = await makeWrite(services, session, detachNumbers, { personaId, numbers: [...numbers] }, call);
  if (isPending(result) || before === undefined) return isPending(result) ? result : result.persona;
  const { l10n } = vscode;
  const own = new Map(before.inbound_numbers.map((one) => [one.phone_number, one.persona_settings]));
  const gone = numbers.filter((number) => own.has(number));
  const name = personaName(before);
  if (gone.length === 0) {
    void inform(l10n.t('{0} does not answer {1}.', name, numbersInWords(numbers)));
    return result.persona;
  }
  const settings = numberSettingsOf(gone, (number) => own.get(number));
  const cleared = gone.some((number) => (own.get(number) ?? null) !== null);
  const sentence = cleared
    ? l10n.t('{0} no longer answers {1}. Its settings were reset.', name, numbersInWords(gone))
    : l10n.t('{0} no longer answers {1}.', name, numbersInWords(gone));
  informWithUndo(services, sentence, () =>
    makeWrite(services, session, attachNumbers, { personaId, numbers: gone, from: {}, settings }, silentCall),
  );
  return result.persona;
}

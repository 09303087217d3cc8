import * as vscode from 'vscode';
import type { NumberSettings, Persona } from '../api/bland/personas.ts';
import type { Call } from '../editor/call.ts';
import { isPending, makeWrite } from '../editor/make-write.ts';
import { tellWithUndo } from '../editor/notices.ts';
import type { Services } from '../editor/services.ts';
import { shownNumber } from '../editor/words/shown-number.ts';
import type { Pending } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import { setNumberSettings } from '../triage/outbox/kinds/set-number-settings.ts';
import { settingsOf } from './own-settings.ts';

/** Sets a number's own settings, or clears them with null, and says so with a way back. */
export async function changeSettings(
  services: Services,
  session: Session,
  target: { readonly personaId: string; readonly number: string; readonly settings: NumberSettings | null },
  call: Call,
): Promise<Persona | Pending> {
  const { personaId, number, settings } = target;
  const before = call.fromUi ? await session.api.personas.get(personaId) : undefined;
  const own = before?.inbound_numbers.find((one) => one.phone_number === number)?.persona_settings;
  const old = settingsOf([number], () => own)[number] ?? null;
  // Settings that cannot be sent as they are cannot be expected either.
  const isSeen = before !== undefined && (old !== null || (own ?? null) === null);
  const payload = isSeen ? { ...target, expected: old } : target;
  const result = await makeWrite(services, session, setNumberSettings, payload, call);
  if (isPending(result)) return result;
  if (before !== undefined) {
    const shown = shownNumber(number);
    const sentence =
      settings === null
        ? vscode.l10n.t('Settings of {0} reset.', shown)
        : vscode.l10n.t('Calls to {0} start in their own pathway.', shown);
    const undo = { personaId, number, settings: old, expected: settings };
    tellWithUndo(services, sentence, () =>
      makeWrite(services, session, setNumberSettings, undo, { fromUi: false, selection: [] }),
    );
  }
  return result.persona;
}

import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { type Call, silentCall, uiCall } from '../../editor/call.ts';
import type { NumberSettings, Persona } from '../../api/bland/personas.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { askInput } from '../../editor/prompts/input.ts';
import { askText, refuseToAsk } from '../../editor/prompts/ask.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { askPersona } from '../ask-persona.ts';
import { askOwnNumber, personaTarget } from '../ask-own-numbers.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { informWithUndo } from '../../editor/notices.ts';
import type { Services } from '../../editor/services.ts';
import { numberForDisplay } from '../../editor/words/number.ts';
import type { Pending } from '../../triage/outbox/outbox.ts';
import { setNumberSettings as setSettings } from '../../triage/outbox/kinds/set-number-settings.ts';
import { numberSettingsOf } from '../number-settings.ts';
import { waitInUi } from '../../editor/progress.ts';

const name = z.string().check(z.minLength(1));
const settings = z.object({ pathwayId: name, pathwayVersion: z.int().check(z.nonnegative()), startNodeId: name });

/** Sets where calls to one number of a persona start: pathway, version and node. */
export const setNumberSettings = defineCommand({
  args: z.object({
    ...personaTarget,
    number: z.optional(z.string()),
    settings: z.optional(z.nullable(settings)),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const personaId = await askPersona(session, args.personaId, call);
    const number = await askOwnNumber(session, personaId, args.number, call);
    if (args.settings === undefined) refuseToAsk(call, 'settings');
    // Read once: what a colleague sets while the user types is not what the user has seen.
    const before = await readBefore(session, personaId, call);
    const wanted = args.settings === undefined ? await askSettings(before, number) : toWire(args.settings);
    return changeSettings(services, session, { personaId, number, settings: wanted }, before, call);
  },
});

/** Clears a number's own settings: calls to it start where the persona says. */
export const clearNumberSettings = defineCommand({
  args: z.object({ ...personaTarget, number: z.optional(z.string()) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const personaId = await askPersona(session, args.personaId, call);
    const number = await askOwnNumber(session, personaId, args.number, call);
    const before = await readBefore(session, personaId, call);
    return changeSettings(services, session, { personaId, number, settings: null }, before, call);
  },
});

function toWire(given: z.output<typeof settings> | null): NumberSettings | null {
  if (given === null) return null;
  const { pathwayId, pathwayVersion, startNodeId } = given;
  return { pathway_id: pathwayId, pathway_version: pathwayVersion, start_node_id: startNodeId };
}

/** Returns the persona as the user has it in front of them; undefined for a script. */
async function readBefore(session: Session, personaId: string, call: Call): Promise<Persona | undefined> {
  if (!call.fromUi) return undefined;
  return waitInUi(call, vscode.l10n.t('Loading numbers'), session.api.personas.get(personaId));
}

function settingsOf(persona: Persona | undefined, number: string) {
  return persona?.inbound_numbers.find((one) => one.phone_number === number)?.persona_settings;
}

async function askSettings(before: Persona | undefined, number: string): Promise<NumberSettings> {
  const { l10n } = vscode;
  const title = l10n.t('Configure Number');
  const now = settingsOf(before, number);
  const pathway_id = await askText(uiCall, 'pathwayId', {
    title,
    prompt: l10n.t('ID of the pathway that calls to this number start in'),
    value: now?.pathway_id ?? '',
  });
  const version = await askInput({
    title,
    prompt: l10n.t('Pathway version'),
    value: String(now?.pathway_version ?? ''),
    ignoreFocusOut: true,
    validateInput: (typed) => (/^\s*\d{1,9}\s*$/.test(typed) ? undefined : l10n.t('Enter a whole number, such as 3.')),
  });
  const pathway_version = Number(orCancelled(version));
  const start_node_id = await askText(uiCall, 'startNodeId', {
    title,
    prompt: l10n.t('ID of the node that calls start at'),
    value: now?.start_node_id ?? '',
  });
  return { pathway_id, pathway_version, start_node_id };
}

/** Sets a number's own settings, or clears them with null, and offers *Undo*. */
async function changeSettings(
  services: Services,
  session: Session,
  target: { readonly personaId: string; readonly number: string; readonly settings: NumberSettings | null },
  before: Persona | undefined,
  call: Call,
): Promise<Persona | Pending> {
  const { personaId, number, settings } = target;
  const own = settingsOf(before, number);
  const old = numberSettingsOf([number], () => own)[number] ?? null;
  // Settings that cannot be sent unchanged cannot be expected either.
  const isSeen = before !== undefined && (old !== null || (own ?? null) === null);
  const payload = isSeen ? { ...target, expected: old } : target;
  const result = await makeWrite(services, session, setSettings, payload, call);
  if (isPending(result)) return result;
  if (before !== undefined) {
    const shown = numberForDisplay(number);
    const sentence =
      settings === null
        ? vscode.l10n.t('Settings of {0} reset.', shown)
        : vscode.l10n.t('Calls to {0} start in their own pathway.', shown);
    const undo = { personaId, number, settings: old, expected: settings };
    informWithUndo(services, sentence, () => makeWrite(services, session, setSettings, undo, silentCall));
  }
  return result.persona;
}

import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { NumberSettings } from '../../api/bland/personas.ts';
import { given } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { askInput } from '../../editor/prompts/input.ts';
import { askText, refuseToAsk } from '../../editor/prompts/ask.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { askPersona } from '../ask-persona.ts';
import { changeSettings } from '../change-settings.ts';
import { askOwnNumber, personaTarget } from '../target.ts';

const name = z.string().check(z.minLength(1));
const settings = z.object({ pathwayId: name, pathwayVersion: z.int().check(z.nonnegative()), startNodeId: name });

/** Says where calls to one number of a persona begin: in which pathway, which version of it, at which node. */
export default defineCommand({
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
    const wanted = args.settings === undefined ? await askSettings(session, personaId, number) : asSent(args.settings);
    return changeSettings(services, session, { personaId, number, settings: wanted }, call);
  },
});

function asSent(given: z.output<typeof settings> | null): NumberSettings | null {
  if (given === null) return null;
  const { pathwayId, pathwayVersion, startNodeId } = given;
  return { pathway_id: pathwayId, pathway_version: pathwayVersion, start_node_id: startNodeId };
}

async function askSettings(session: Session, personaId: string, number: string): Promise<NumberSettings> {
  const { l10n } = vscode;
  const title = l10n.t('Configure Number');
  const call = { fromUi: true, selection: [] };
  const { inbound_numbers: own } = await session.api.personas.get(personaId);
  const now = own.find((one) => one.phone_number === number)?.persona_settings;
  const pathway_id = await askText(call, 'pathwayId', {
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
  const pathway_version = Number(given(version));
  const start_node_id = await askText(call, 'startNodeId', {
    title,
    prompt: l10n.t('ID of the node that calls start at'),
    value: now?.start_node_id ?? '',
  });
  return { pathway_id, pathway_version, start_node_id };
}

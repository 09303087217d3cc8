import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askPersona } from '../ask-persona.ts';
import { changeSettings } from '../change-settings.ts';
import { askOwnNumber, personaTarget } from '../target.ts';

/** Clears a number's own settings: calls to it begin where the persona says. */
export default defineCommand({
  args: z.object({ ...personaTarget, number: z.optional(z.string()) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const personaId = await askPersona(session, args.personaId, call);
    const number = await askOwnNumber(session, personaId, args.number, call);
    return changeSettings(services, session, { personaId, number, settings: null }, call);
  },
});

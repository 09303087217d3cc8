import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { inform } from '../../editor/notices.ts';
import { askIssue, askPick, issueTarget } from '../../editor/prompts/ask.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { askPersona } from '../ask-persona.ts';
import { personaTarget } from '../ask-own-numbers.ts';
import { waitInUi } from '../../editor/progress.ts';

const args = z.object({ ...issueTarget, ...personaTarget, callId: z.optional(z.string().check(z.minLength(1))) });

/**
 * Reveals a persona in its view: the named one, the one that answered a call, or one of an issue's calls. For one that carries
 * an agent's numbers, that is the agent.
 */
export default defineCommand({
  args,
  async run(services, given, call) {
    const session = services.session(given.connectionId);
    const personaId = await resolvePersonaId(session, given, call);
    if (personaId === null) {
      if (call.fromUi) void inform(vscode.l10n.t('No agent or persona is known for this call.'));
      return { personaId, revealed: false };
    }
    const revealed = await services.views.reveal('callTriage.personas', personaId);
    if (call.fromUi && !revealed) {
      const read = async () => (await session.agents.behind(personaId)) ?? (await session.api.personas.get(personaId));
      const { name } = await waitInUi(call, vscode.l10n.t('Loading agent'), read());
      void inform(vscode.l10n.t('{0} is not loaded.', printable(name)));
    }
    return { personaId, revealed };
  },
});

async function resolvePersonaId(session: Session, given: z.output<typeof args>, call: Call): Promise<string | null> {
  const { personaId, callId, issueId } = given;
  if (personaId !== undefined) return personaId;
  if (callId !== undefined) {
    const reading = session.api.calls.details(callId);
    return (await waitInUi(call, vscode.l10n.t('Loading call'), reading)).persona_id;
  }
  if (issueId === undefined) return askPersona(session, undefined, call);
  const id = await askIssue(session, issueId, call);
  const { personas } = await waitInUi(call, vscode.l10n.t('Loading issue'), session.api.affected.get(id));
  const [first, ...more] = personas;
  if (first === undefined) return null;
  if (more.length === 0) return first.persona_id;
  const items = personas.map((one) => ({
    label: printable(one.persona_name) || one.persona_id,
    description: vscode.l10n.t('{0} calls', one.call_count),
    value: one.persona_id,
  }));
  return askPick(call, 'personaId', vscode.l10n.t('Personas'), items);
}

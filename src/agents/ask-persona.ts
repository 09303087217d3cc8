import * as vscode from 'vscode';
import type { Persona } from '../api/bland/personas.ts';
import type { Call } from '../editor/call.ts';
import { askPick } from '../editor/prompts/ask.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { countInWords, personaName } from './words.ts';

/** 1,000 personas. */
const offeredPages = 20;

/** Returns the named persona, or the one the user picks. @throws InvalidArgumentError for a script, Cancelled, ServiceError */
export async function askPersona(session: Session, personaId: string | undefined, call: Call): Promise<string> {
  if (personaId !== undefined) return personaId;
  const personas = call.fromUi ? await readPersonas(session) : [];
  const items = personas.map((persona) => ({ ...personaItem(persona), value: persona.id }));
  return askPick(call, 'personaId', vscode.l10n.t('Choose a Persona'), items);
}

/** Reads the personas that a person has made: those that carry the numbers of agents are none. @throws ServiceError */
export async function readPersonas({ agents, personas: { list } }: Session): Promise<readonly Persona[]> {
  await Promise.all([agents.load(), list.all(offeredPages)]);
  if (!list.loaded) throw list.error;
  if (list.items.length > 0 && !agents.isResolved) await agents.resolve();
  const hidden = new Set(agents.named.map((agent) => agent.personaId));
  return list.items.filter(({ id }) => !hidden.has(id));
}

/** A persona as a row of a picker. */
export function personaItem(persona: Persona): vscode.QuickPickItem {
  return {
    label: personaName(persona),
    description: [printable(persona.role ?? ''), countInWords(persona.inbound_numbers.length)]
      .filter((fact) => fact !== '')
      .join(' · '),
    iconPath: new vscode.ThemeIcon('person'),
  };
}

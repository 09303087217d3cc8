import * as vscode from 'vscode';
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
  const { list } = session.personas;
  if (call.fromUi) {
    await list.all(offeredPages);
    if (!list.loaded) throw list.error;
  }
  const items = list.items.map((persona) => ({
    label: personaName(persona),
    description: [printable(persona.role ?? ''), countInWords(persona.inbound_numbers.length)]
      .filter((fact) => fact !== '')
      .join(' · '),
    iconPath: new vscode.ThemeIcon('person'),
    value: persona.id,
  }));
  return askPick(call, 'personaId', vscode.l10n.t('Choose a Persona'), items);
}

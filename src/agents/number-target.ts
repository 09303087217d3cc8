import * as vscode from 'vscode';
import type { AttachEnvironment } from '../api/bland/agents.ts';
import type { Persona } from '../api/bland/personas.ts';
import type { Call } from '../editor/call.ts';
import { askPick } from '../editor/prompts/ask.ts';
import { agentName } from '../triage/agents/agent-numbers.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { personaItem, readPersonas } from './ask-persona.ts';
import { personaName, versionOf, versionsInWords } from './words.ts';

/** Whom numbers are attached to, or detached from. */
export type NumberTarget = { readonly personaId: string } | { readonly agentId: string };

interface Given {
  readonly personaId?: string | undefined;
  readonly agentId?: string | undefined;
}

/**
 * Returns the agent or persona that is named, or the one the user picks. A persona that carries an agent's numbers is not one
 * that can be named: detached through it, a number would be half the agent's still.
 *
 * @throws InvalidArgumentError for both at once, for a persona behind an agent, and for neither by a script; Cancelled, ServiceError
 */
export async function askTarget(session: Session, { personaId, agentId }: Given, call: Call): Promise<NumberTarget> {
  if (personaId !== undefined && agentId !== undefined) {
    throw new InvalidArgumentError('agentId', 'Give either agentId or personaId.');
  }
  if (agentId !== undefined) return { agentId };
  if (personaId === undefined) return pickTarget(session, call);
  const agent = await session.agents.behind(personaId);
  if (agent === undefined) return { personaId };
  const sentence = vscode.l10n.t(
    'This persona carries the numbers of the agent {0}. Use that agent.',
    printable(agent.name),
  );
  throw new InvalidArgumentError('personaId', sentence);
}

async function pickTarget(session: Session, call: Call): Promise<NumberTarget> {
  const { agents } = session;
  let personas: readonly Persona[] = [];
  if (call.fromUi) {
    await agents.load();
    try {
      personas = await readPersonas(session);
    } catch (error) {
      // An account made since September has agents alone.
      if (!agents.list.loaded) throw error;
    }
  }
  const items = [
    ...agents.list.items.map((agent) => ({
      label: printable(agentName(agent)),
      description: versionsInWords(agents.detailsOf(agent.id).environments),
      iconPath: new vscode.ThemeIcon('robot'),
      value: { agentId: agent.id },
    })),
    ...personas.map((persona) => ({ ...personaItem(persona), value: { personaId: persona.id } })),
  ];
  return askPick<NumberTarget>(call, 'agentId', vscode.l10n.t('Choose an Agent or Persona'), items);
}

/** The name of a target as the user knows it. @throws NotFoundError */
export async function targetName({ agents, personas }: Session, target: NumberTarget): Promise<string> {
  if ('agentId' in target) return printable(agentName(await agents.find(target.agentId)));
  return personaName(await personas.find(target.personaId));
}

/** True for an agent without a version in production, which may not answer what it is given there. @throws ServiceError */
export async function isSilent(
  { agents, api }: Session,
  target: NumberTarget,
  environment: AttachEnvironment | undefined,
): Promise<boolean> {
  if (!('agentId' in target) || environment === 'staging') return false;
  const known = agents.detailsOf(target.agentId).environments;
  return versionOf(known ?? (await api.agents.environments(target.agentId)), 'production') === undefined;
}

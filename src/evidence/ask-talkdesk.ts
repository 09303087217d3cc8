import * as vscode from 'vscode';
import type { Call } from '../editor/call.ts';
import { askPick } from '../editor/prompts/ask.ts';
import type { Services } from '../editor/services.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { TalkdeskSession } from '../triage/sessions/talkdesk-session.ts';

/** `connectionId` names either kind, `talkdeskId` only Talkdesk's. */
export interface NamedConnections {
  readonly connectionId?: string | undefined;
  readonly talkdeskId?: string | undefined;
}

/** Returns the session of the Talkdesk connection; of several, the user chooses one for this workspace. */
export async function askTalkdesk(services: Services, named: NamedConnections, call: Call): Promise<TalkdeskSession> {
  const { connections, talkdesk } = services;
  const id = named.talkdeskId ?? (isTalkdesk(services, named.connectionId) ? named.connectionId : undefined);
  const { activeTalkdesk, talkdeskChoices } = connections;
  if (id !== undefined || activeTalkdesk !== undefined || !call.fromUi || talkdeskChoices.length === 0) {
    return talkdesk.get(id);
  }
  const items = talkdeskChoices.map(({ id: value, label }) => ({ label, description: value, value }));
  const chosen = await askPick(call, 'talkdeskId', vscode.l10n.t('Choose a Talkdesk Connection'), items);
  await connections.choose(chosen);
  return talkdesk.get(chosen);
}

/** @throws NoConnectionError */
export function triageSession(services: Services, { connectionId }: NamedConnections): Session {
  return services.session(isTalkdesk(services, connectionId) ? undefined : connectionId);
}

function isTalkdesk({ connections }: Services, id: string | undefined): boolean {
  return id !== undefined && connections.read().talkdesk.some((one) => one.id === id);
}

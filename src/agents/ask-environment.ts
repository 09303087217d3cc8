import * as vscode from 'vscode';
import type { AttachEnvironment } from '../api/bland/agents.ts';
import type { Call } from '../editor/call.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { pickOne } from '../editor/prompts/picks.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { NumberTarget } from './number-target.ts';
import { versionOf } from './words.ts';

/**
 * Asks whether an agent's version in production or the one in staging shall answer. Undefined, without a question, for a
 * script and where there is nothing to choose.
 *
 * @throws Cancelled, ServiceError
 */
export async function askEnvironment(
  { agents, api }: Session,
  target: NumberTarget,
  call: Call,
): Promise<AttachEnvironment | undefined> {
  if (!call.fromUi || !('agentId' in target)) return undefined;
  const known = agents.detailsOf(target.agentId).environments;
  const environments = known ?? (await api.agents.environments(target.agentId));
  const staging = versionOf(environments, 'staging');
  if (staging === undefined) return undefined;
  const { l10n } = vscode;
  const production = versionOf(environments, 'production');
  const items = [
    {
      label: l10n.t('Production'),
      description: production ?? l10n.t('not in production'),
      value: 'production' as const,
    },
    {
      label: l10n.t('Staging'),
      description: staging,
      detail: l10n.t('Calls only: texts are answered in production.'),
      value: 'staging' as const,
    },
  ];
  return orCancelled(await pickOne(items, { title: l10n.t('Answer Calls In'), ignoreFocusOut: true })).value;
}

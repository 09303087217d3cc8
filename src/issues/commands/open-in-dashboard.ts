import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { issueCode } from '../../editor/issue-code.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { askIssue, issueTarget } from '../../editor/prompts/ask.ts';
import { type DashboardTarget, dashboardPage } from '../../triage/dashboard.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { NoDashboardError } from '../../triage/sessions/errors.ts';
import type { Session } from '../../triage/sessions/session.ts';

const id = z.optional(z.string().check(z.minLength(1)));

/**
 * Opens the page of an agent, a persona, a call or an issue in the service's dashboard; a script opens it with `open` alone, and
 * gets its address. Where only the page of all such things is known, the ID is copied to look for it there.
 */
export default defineCommand({
  args: z.object({ ...issueTarget, callId: id, personaId: id, agentId: id, open: z.optional(z.boolean()) }),
  async run(services, { connectionId, open, ...named }, call) {
    const session = services.session(connectionId);
    const given = Object.entries(named).filter(([, value]) => value !== undefined);
    if (!call.fromUi && given.length > 1) {
      throw new InvalidArgumentError('issueId', 'Give one of issueId, callId, personaId and agentId.');
    }
    const target = await targetOf(session, named, () => askIssue(session, named.issueId, call));
    // The setting may have changed since the session began.
    const connection = services.connections.get(session.connection.id);
    const page = dashboardPage(connection, target);
    if (page === undefined) throw new NoDashboardError(connection.label, { [`${target.kind}Id`]: target.id });
    if (!call.fromUi && open !== true) return { url: page.url };
    if (!page.isExact) {
      const copied = target.kind === 'issue' ? await issueCode(session, target.id) : target.id;
      await vscode.env.clipboard.writeText(copied);
      showStatusMessage(vscode.l10n.t('Copied {0} to find it in the dashboard', copied), 10_000);
    }
    await vscode.env.openExternal(vscode.Uri.parse(page.url, true));
    return { url: page.url };
  },
});

interface Named {
  readonly callId?: string | undefined;
  readonly personaId?: string | undefined;
  readonly agentId?: string | undefined;
}

/** The most specific one that is named: a row names what it stands under, too. */
async function targetOf(
  { agentDirectory }: Session,
  { callId, personaId, agentId }: Named,
  issueId: () => Promise<string>,
): Promise<DashboardTarget> {
  if (agentId !== undefined) return { kind: 'agent', id: agentId };
  if (personaId !== undefined) {
    // The persona that carries an agent's numbers has no page.
    const agent = await agentDirectory.ofPersona(personaId).catch(() => null);
    return agent === null ? { kind: 'persona', id: personaId } : { kind: 'agent', id: agent.id };
  }
  return callId === undefined ? { kind: 'issue', id: await issueId() } : { kind: 'call', id: callId };
}

import * as vscode from 'vscode';
import { forDisplay } from '../../editor/privacy.ts';
import { agentOfCallWords } from '../../editor/words/agents.ts';
import type { AgentOfCall } from '../../triage/agents/agent-directory.ts';
import { agentFacts } from '../../triage/agents/agent-facts.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable, type Transcript } from '../../triage/transcript/transcript.ts';

/** Names by ID. */
type Names = ReadonlyMap<string, string>;

/** Names of the agent, the persona and the pathway of calls, requested once for each window. */
export class HeaderNames {
  readonly #requests = new WeakMap<Session, Map<string, Promise<Names>>>();

  /**
   * Resolves to names by header field. The service names both for a call that is forDisplay for an issue (Affected Resources),
   * otherwise only the persona. Never rejects: the header shows the ID of what cannot be named.
   */
  async of(
    session: Session,
    issueId: string | null,
    { callId, details }: Transcript,
  ): Promise<Readonly<Record<string, string>>> {
    const { persona_id: persona, pathway_id: pathway } = details;
    const agent = await session.agentDirectory.find(agentFacts(details, session.issues)).catch(() => null);
    const named = agent === null ? {} : agentNames(details, agent);
    if (persona === null && pathway === null) return named;
    const { api, personas } = session;
    const found = new Map<string, string>();
    if (issueId !== null) {
      const affected = await this.#once(session, `${issueId}/${callId}`, async () => {
        const { personas, pathways } = await api.affected.get(issueId);
        return new Map([
          ...personas.map((one) => [one.persona_id, one.persona_name] as const),
          ...pathways.map((one) => [one.pathway_id, one.pathway_name] as const),
        ]);
      });
      for (const [id, name] of affected) found.set(id, name);
    }
    if (persona !== null && !found.has(persona) && !('persona' in named)) {
      const named = await this.#once(session, persona, async () => {
        const { name } = await personas.find(persona, new AbortController().signal);
        return new Map([[persona, name]]);
      });
      found.set(persona, named.get(persona) ?? '');
    }
    const fields = Object.entries({ persona, pathway }).flatMap(([field, id]) => {
      const name = printable(found.get(id ?? '') ?? '').trim();
      return name === '' || name === id ? [] : [[field, forDisplay(name)] as const];
    });
    return { ...Object.fromEntries(fields), ...named };
  }

  /** A request that failed is repeated the next time. */
  async #once(session: Session, key: string, request: () => Promise<Names>): Promise<Names> {
    const requests = this.#requests.get(session) ?? new Map<string, Promise<Names>>();
    this.#requests.set(session, requests);
    const names = requests.get(key) ?? request();
    requests.set(key, names);
    try {
      return await names;
    } catch {
      requests.delete(key);
      return new Map();
    }
  }
}

/**
 * Names the agent in place of the ID that led to it. Its persona is one that the user never made, and its pathway is compiled
 * anew with every attach: neither has a name of its own.
 */
function agentNames(details: Transcript['details'], agent: AgentOfCall): Readonly<Record<string, string>> {
  const words = forDisplay(agentOfCallWords(agent));
  if ((details.agent_id ?? details.agent_version_id) !== null) return { agent: words };
  const ofAgent = vscode.l10n.t('Agent {0}', words);
  return details.persona_id === null ? { pathway: ofAgent } : { persona: ofAgent };
}

import type { AgentOfCall } from '../../triage/agents/agent-directory.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';

/** Names an agent with the version that took the call: `Larkspur Support 1.3.0`. */
export function agentOfCallWords({ agentId, name, semver }: AgentOfCall): string {
  const named = printable(name).trim() || printable(agentId);
  return semver === null ? named : `${named} ${printable(semver)}`;
}

/** Returns the name of an agent by its ID. While agents are not loaded, IDs stand for themselves. */
export type AgentWords = (agentId: string) => string;

/** Names agents; the session fires an event when more of them are known. */
export function agentWords({ agentDirectory }: Pick<Session, 'agentDirectory'>): AgentWords {
  return (agentId) => {
    const facts = { agent_id: agentId };
    const known = agentDirectory.known(facts);
    if (known === undefined) agentDirectory.want([facts]);
    return known === undefined || known === null ? printable(agentId) : agentOfCallWords(known);
  };
}

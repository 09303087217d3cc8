import { type AgentWords, agentWords } from '../editor/words/agents.ts';
import { type PersonWords, personWords } from '../editor/words/people.ts';
import type { Session } from '../triage/sessions/session.ts';

/** Names the people and agents that a query has the IDs of. */
export interface QueryNames {
  readonly personOf: PersonWords;
  readonly agentOf: AgentWords;
}

export function queryNames(session: Session): QueryNames {
  return { personOf: personWords(session), agentOf: agentWords(session) };
}

import type { CallSummary } from '../../api/bland/calls.ts';
import type { IssueStore } from '../issues/store.ts';
import type { AgentFacts } from './agent-directory.ts';

type CallFacts = Pick<CallSummary, 'call_id' | 'agent_id' | 'agent_version_id' | 'pathway_id'> & {
  readonly persona_id?: string | null;
};

/** What leads to the agent of a call. The agent of an issue is the call's, where the call is the only one on it. */
export function agentFacts(call: CallFacts, issues: IssueStore): AgentFacts {
  return { ...call, agent_id: call.agent_id ?? issues.agentOfOnlyCall(call.call_id) };
}

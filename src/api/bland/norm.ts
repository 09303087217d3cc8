import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readData, readList } from './envelope.ts';
import * as read from './lenient.ts';
import { pagingQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

/** The longest prompt, in UTF-16 units. */
export const maxPromptLength = 4000;

/** An agent that works on issues. Currently there is only Norm. */
const agentSchema = z.object({
  id: read.required,
  provider_type: read.textOrEmpty,
  display_name: read.textOrEmpty,
  description: read.text,
  is_active: read.boolean,
});
type Agent = z.output<typeof agentSchema>;

const agentSessionSchema = z.object({
  id: read.required,
  agent_profile_id: read.text,
  agent_name: read.textOrEmpty,
  /** `pending`, `active`, `awaiting_input`, `complete`, `error`, `cancelled`; others are kept. */
  status: read.textOrEmpty,
});
type AgentSession = z.output<typeof agentSessionSchema>;

const promptRunSchema = z.object({
  session_id: read.required,
  run_id: read.text,
  /** As the service read it: `fix`, `verify`, `status`. */
  intent: read.textOrEmpty,
});
type PromptRun = z.output<typeof promptRunSchema>;

const newPromptSchema = z.strictObject({
  detail: z.string().check(z.minLength(1), z.maxLength(maxPromptLength)),
});

export interface NormApi {
  /** GET /v1/triage/agents. */
  list(options?: PageOptions): Promise<Page<Agent>>;
  /** POST /v1/triage/issues/{id}/agent-sessions, without a body. @throws NotFoundError */
  createSession(issueId: string, options?: RequestOptions): Promise<AgentSession>;
  /**
   * POST /v1/triage/issues/{id}/agent-sessions/{session_id}/prompts. Starts a run. The first word decides what the
   * agent may do: `/status` and `/verify` only read; `/fix`, `/debug` and all other texts may write. Its response appears in
   * the activity.
   * @throws NotFoundError when the session is not on this issue
   */
  prompt(issueId: string, sessionId: string, detail: string, options?: RequestOptions): Promise<PromptRun>;
}

export function normApi(client: Client): NormApi {
  const sessionsOf = (issueId: string): string => `/v1/triage/issues/${segment(issueId, 'issueId')}/agent-sessions`;
  return {
    async list(options = {}) {
      const request = { method: 'GET', path: '/v1/triage/agents', query: pagingQuery(options) } as const;
      return readList(await client.request({ ...request, signal: options.signal }), agentSchema);
    },
    async createSession(issueId, { signal } = {}) {
      const answer = await client.request({ method: 'POST', path: sessionsOf(issueId), signal });
      return readData(answer, agentSessionSchema);
    },
    async prompt(issueId, sessionId, detail, { signal } = {}) {
      const path = `${sessionsOf(issueId)}/${segment(sessionId, 'sessionId')}/prompts`;
      const body = checked(newPromptSchema, { detail });
      return readData(await client.request({ method: 'POST', path, body, signal }), promptRunSchema);
    },
  };
}

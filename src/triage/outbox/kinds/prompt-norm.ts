import * as z from 'zod/mini';
import { maxPromptLength } from '../../../api/bland/agents.ts';
import { recentActivity } from '../../activity.ts';
import { promptText } from '../../norm.ts';
import type { WriteKind } from '../outbox.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({
  issueId: id,
  detail: z.string().check(z.minLength(1), z.maxLength(maxPromptLength)),
  /** The session that the prompt belongs to; without one, it gets a new one. */
  sessionId: z.optional(id),
});

export type PromptNormPayload = Readonly<z.output<typeof schema>>;

export interface NormRun {
  readonly sessionId: string;
  /** Null when the answer was lost and the run was found by its prompt. */
  readonly runId: string | null;
  /** As the service read it; empty when it did not say. */
  readonly intent: string;
}

/**
 * Create Session, when there is none, then Prompt Norm. A prompt starts a run that may write, so what may have arrived is
 * looked for in the activity before it is sent again. A session whose prompt did not arrive stays empty and does nothing.
 */
export const promptNorm: WriteKind<PromptNormPayload, NormRun> = {
  name: 'norm.prompt',
  schema,
  issueId: ({ issueId }) => issueId,
  async send(api, { issueId, detail, sessionId }, signal) {
    const session = sessionId ?? (await api.agents.createSession(issueId, { signal })).id;
    const run = await api.agents.prompt(issueId, session, detail, { signal });
    return { sessionId: run.session_id, runId: run.run_id, intent: run.intent };
  },
  async find(api, { issueId, detail, sessionId }, since, isTaken, signal) {
    for await (const { type, detail: said, agent_session: session } of recentActivity(api, issueId, since, signal)) {
      const of = session?.id ?? null;
      if (type !== 'prompt' || of === null || promptText(said) !== promptText(detail)) continue;
      if (sessionId === undefined ? !isTaken(of) : of === sessionId) return { sessionId: of, runId: null, intent: '' };
    }
    return undefined;
  },
  resultId: ({ sessionId }) => sessionId,
  apply(stores, { issueId }) {
    const { activity } = stores.issues.contents(issueId);
    if (activity.loaded) void activity.load();
  },
};

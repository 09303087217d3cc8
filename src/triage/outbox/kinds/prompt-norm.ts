import * as z from 'zod/mini';
import { maxPromptLength } from '../../../api/bland/norm.ts';
import { promptText } from '../../issues/norm.ts';
import type { Change, Creation, WriteKind } from '../kind.ts';
import { isSameText } from '../same-text.ts';
import { readNewest } from '../list-reading.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({
  issueId: id,
  detail: z.string().check(z.minLength(1), z.maxLength(maxPromptLength)),
  /** The session the prompt belongs to; without it, a new one is created. */
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

/** Create Session, when there is none, then Prompt Norm. */
export const promptNorm: WriteKind<PromptNormPayload, NormRun> = {
  name: 'norm.prompt',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep(payload) {
    const { sessionId } = payload;
    return sessionId === undefined ? sessionStep(payload) : promptStep(payload, sessionId);
  },
  apply(stores, { issueId }) {
    const { activity } = stores.issues.contents(issueId);
    if (activity.loaded) void activity.load();
  },
};

/** Create Session. No list shows sessions, and one without a prompt does nothing: it may be made again. */
function sessionStep(payload: PromptNormPayload): Change<PromptNormPayload, NormRun> {
  const { issueId } = payload;
  return {
    type: 'change',
    isCheckedFirst: false,
    async look(api, _baseline, signal) {
      await api.issues.get(issueId, { signal });
      return { at: 'baseline', baseline: null };
    },
    async send(api, _baseline, signal) {
      const { id: sessionId } = await api.norm.createSession(issueId, { signal });
      return { made: null, payload: { ...payload, sessionId } };
    },
  };
}

/** Prompt Norm, which starts a run that may write. Its place is the session, as the issue's activity shows it. */
function promptStep({ issueId, detail }: PromptNormPayload, sessionId: string): Creation<PromptNormPayload, NormRun> {
  return {
    type: 'creation',
    async find(api, baseline, signal) {
      const list = await readNewest((page) => api.activity.list(issueId, page), baseline, signal);
      const prompts = list.items.filter(({ type, agent_session: of }) => type === 'prompt' && of?.id === sessionId);
      const objects = prompts.map((entry) => {
        const made = { id: entry.id, author: entry.actor?.id ?? null };
        const isSame = isSameText(promptText(detail), promptText(entry.detail));
        return { made, isSame, outcome: { made, result: { sessionId, runId: null, intent: '' } } };
      });
      return { ...list, objects };
    },
    async send(api, signal) {
      const run = await api.norm.prompt(issueId, sessionId, detail, { signal });
      // The answer names the run, not the entry in the activity.
      return { made: null, result: { sessionId: run.session_id, runId: run.run_id, intent: run.intent } };
    },
  };
}

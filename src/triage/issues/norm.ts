import type { ActivityEntry } from '../../api/bland/activity.ts';
import type { Issue } from '../../api/bland/issues.ts';

/** Tasks for Norm: report the status, check the flags again, or draft a change. */
export const normIntents = ['status', 'verify', 'fix'] as const;
export type NormIntent = (typeof normIntents)[number];

/** Tells whether a comment starts a run of Norm (Add Comment). The contract does not say whether case matters: it is ignored. */
export function mentionsNorm(text: string): boolean {
  return /@norm/i.test(text);
}

/** The prompt for an intent. Its first word tells what Norm may do (Prompt Norm). */
export function promptFor(intent: NormIntent, detail: string): string {
  return `/${intent} ${detail.trim()}`.trim();
}

/**
 * A prompt's text without the word that tells the intent: the service takes that off, and whether the activity shows the
 * prompt with it is not documented. A prompt that is nothing but the word stays the word.
 */
export function promptText(prompt: string): string {
  const text = prompt.trim();
  const [, word = '', rest = ''] = /^\/?(fix|verify|status|debug)\b\s*([^]*)$/i.exec(text) ?? [];
  if (word === '') return text;
  return rest === '' ? word.toLowerCase() : rest;
}

/** Returns what Norm is doing on an issue, as far as the issue says. */
export function normDoes(issue: Issue): 'working' | 'asking' | undefined {
  if (issue.is_processing) return 'working';
  return issue.latest_agent_session?.status === 'awaiting_input' ? 'asking' : undefined;
}

/** A question of Norm that waits for an answer. */
export interface NormQuestion {
  readonly sessionId: string;
  /** The entry with the question; null when the activity has none (yet). */
  readonly entryId: string | null;
  /** As Norm put it; may be empty. */
  readonly text: string;
  /** The intent of the run that asked: an answer to one that only reads must not start one that writes. */
  readonly intent: NormIntent;
}

/** The question that an issue's latest session waits with, from its activity, newest first; undefined when there is none. */
export function questionOf(issue: Issue, activity: readonly ActivityEntry[]): NormQuestion | undefined {
  const session = issue.latest_agent_session;
  if (normDoes(issue) !== 'asking' || session === null || session.id === null) return undefined;
  const own = activity.filter((entry) => entry.agent_session?.id === session.id);
  const asked = own.find(({ type }) => type === 'response');
  const prompt = own.find(({ type }) => type === 'prompt');
  return {
    sessionId: session.id,
    entryId: asked?.id ?? null,
    text: asked?.detail ?? '',
    intent: intentOf(prompt),
  };
}

/** Returns the intent of a prompt from its entry, whose form is not documented; without one, `fix`, which may write. */
function intentOf(prompt: ActivityEntry | undefined): NormIntent {
  const [, word = ''] = /^\/(\w+)/.exec(prompt?.detail.trim() ?? '') ?? [];
  const said = [prompt?.metadata?.['intent'], word.toLowerCase()];
  return normIntents.find((intent) => said.includes(intent)) ?? 'fix';
}

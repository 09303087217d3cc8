/** What Norm can be asked: to say how things stand, to check the flags again, or to draft a change. */
export const normIntents = ['status', 'verify', 'fix'] as const;
export type NormIntent = (typeof normIntents)[number];

/** Whether a comment with this text starts a run of Norm (Add Comment). In which case it counts is not documented: in any. */
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

import { printable } from '../triage/transcript/transcript.ts';

/** An enum value as words: `in_progress` is "in progress"; unknown ones are shown the same way. */
export function enumWord(value: string): string {
  return printable(value).replaceAll('_', ' ');
}

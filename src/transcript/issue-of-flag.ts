import type { TranscriptPanel } from './panel.ts';
import { allMarksOf } from './view.ts';

/** The issue of a flag that a panel shows, its own or another that holds the call; undefined when it shows no such flag. */
export function issueOfFlag({ target, session }: TranscriptPanel, flagId: string): string | undefined {
  if (!('callId' in target)) return undefined;
  const mark = allMarksOf(session, target.issueId, target.callId).find(({ id }) => id === flagId);
  return mark === undefined ? undefined : (mark.issue?.issueId ?? target.issueId ?? undefined);
}

import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';

/** Returns the code of an issue for notifications, or its ID when the issue cannot be read. */
export async function issueCode({ issues }: Session, issueId: string): Promise<string> {
  const issue = issues.get(issueId) ?? (await issues.find(issueId).catch(() => undefined));
  return printable(issue?.triage_id ?? issueId);
}

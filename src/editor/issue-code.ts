import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';

/** The code of an issue, by which notifications name it; its id when it cannot be read. */
export async function issueCode({ issues }: Session, issueId: string): Promise<string> {
  const issue = issues.get(issueId) ?? (await issues.find(issueId).catch(() => undefined));
  return printable(issue?.triage_id ?? issueId);
}

import { textKinds } from '../../triage/draft-kinds.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { Services } from '../services.ts';

/** A text that is kept while it is typed, until it has arrived or the user gives it up. */
export interface TextDraft {
  /** What was typed and not sent so far; empty when there is nothing. */
  readonly restored: string;
  keep(text: string): void;
  discard(): void;
}

/** The draft of a text of an issue; of an issue that is only being written when `issueId` is null. */
export async function openDraft(
  { drafts }: Services,
  { connection }: Session,
  kind: keyof typeof textKinds,
  issueId: string | null,
): Promise<TextDraft> {
  const place = { kind: textKinds[kind], connectionId: connection.id, issueId };
  await drafts.load(place);
  return {
    get restored() {
      return drafts.of(place);
    },
    keep: (text) => drafts.keep(place, text),
    discard: () => drafts.keep(place, ''),
  };
}

import { textKinds } from '../../triage/draft-kinds.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { Services } from '../services.ts';

/** A text that is kept while it is typed, until it is delivered or discarded. */
export interface TextDraft {
  /** The text typed earlier and not sent; empty when there is none. */
  readonly restored: string;
  keep(text: string): void;
  discard(): void;
}

/** Opens the draft of a text of an issue, or of a new issue when `issueId` is null. */
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

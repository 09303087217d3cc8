import type { CallStore } from './calls.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { CorrectedStore } from './corrected/store.ts';
import type { FlagTypeCatalogue } from './flag-types.ts';
import type { IssueStore } from './issues.ts';
import type { MemberStore } from './members.ts';
import type { PathwayStore } from './pathway-store.ts';
import type { PersonaStore } from './personas.ts';
import type { TranscriptStore } from './transcript-store.ts';

/** What one connection has loaded. */
export interface Stores {
  readonly issues: IssueStore;
  readonly calls: CallStore;
  readonly personas: PersonaStore;
  readonly flagTypes: FlagTypeCatalogue;
  readonly members: MemberStore;
  readonly transcripts: TranscriptStore;
  readonly conversations: ConversationStore;
  readonly pathways: PathwayStore;
  readonly corrections: CorrectedStore;
}

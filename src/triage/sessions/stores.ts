import type { AgentDirectory } from '../agents/agent-directory.ts';
import type { AgentStore } from '../agents/store.ts';
import type { CallStore } from '../calls/store.ts';
import type { ConversationStore } from '../conversations/store.ts';
import type { CorrectedStore } from '../transcript/corrected/store.ts';
import type { FlagTypeCatalogue } from '../flags/catalogue.ts';
import type { IssueStore } from '../issues/store.ts';
import type { MemberStore } from '../issues/members.ts';
import type { PathwayStore } from '../transcript/pathway-store.ts';
import type { PersonaStore } from '../numbers/personas.ts';
import type { ScenarioStore } from '../scenarios/store.ts';
import type { SpeechStore } from '../transcript/speech-store.ts';
import type { TranscriptStore } from '../transcript/store.ts';

/** The loaded data of one connection. */
export interface Stores {
  readonly issues: IssueStore;
  readonly calls: CallStore;
  readonly agents: AgentStore;
  readonly personas: PersonaStore;
  /** Names the agents of calls, issues and personas. */
  readonly agentDirectory: AgentDirectory;
  readonly flagTypes: FlagTypeCatalogue;
  readonly members: MemberStore;
  readonly transcripts: TranscriptStore;
  readonly conversations: ConversationStore;
  readonly pathways: PathwayStore;
  readonly corrections: CorrectedStore;
  readonly speech: SpeechStore;
  readonly scenarios: ScenarioStore;
}

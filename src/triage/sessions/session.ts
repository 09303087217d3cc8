import type { BlandApi } from '../../api/index.ts';
import { RecordingAhead } from '../calls/recording-ahead.ts';
import { AgentDirectory } from '../agents/agent-directory.ts';
import { AgentStore } from '../agents/store.ts';
import { agentFacts } from '../agents/agent-facts.ts';
import { CallStore } from '../calls/store.ts';
import type { MadeAttachment, MadeAttachments } from '../attachments/made.ts';
import { type Connection, connectionKey } from './connection.ts';
import { ConversationStore } from '../conversations/store.ts';
import { Allowance, type KeptTimes } from '../transcript/corrected/allowance.ts';
import { CorrectedStore } from '../transcript/corrected/store.ts';
import { Emitter, type Event } from '../../shared/event.ts';
import { FlagTypeCatalogue } from '../flags/catalogue.ts';
import { IssueStore } from '../issues/store.ts';
import { reviewedCalls, type ReviewMarks } from '../review/marks.ts';
import type { Clock } from '../clock.ts';
import { MemberStore } from '../issues/members.ts';
import { isSettled, Outbox } from '../outbox/outbox.ts';
import type { WriteRows } from '../outbox/write-rows.ts';
import { PathwayStore } from '../transcript/pathway-store.ts';
import { PersonaStore } from '../numbers/personas.ts';
import { withFallbacks } from './fallback-api.ts';
import { ServiceSupport } from './service-support.ts';
import type { Stores } from './stores.ts';
import { ScenarioStore } from '../scenarios/store.ts';
import { SpeechStore } from '../transcript/speech-store.ts';
import { TranscriptStore } from '../transcript/store.ts';
import { writeKinds } from '../outbox/kinds/index.ts';

/** The API, stores and outbox of a connection in use. */
export interface Session extends Stores {
  readonly connection: Connection;
  readonly api: BlandApi;
  readonly outbox: Outbox;
  /** Which optional parts of the contract the service knows, as far as it has shown. */
  readonly support: ServiceSupport;
  /** ID of the user whose key it is; null until a response has shown it. @throws NoKeyError, StorageError */
  me(): Promise<string | null>;
  readonly recordingAhead: RecordingAhead;
  /** Attachments that were created for an issue on this machine. */
  attachmentsOf(issueId: string): Promise<readonly MadeAttachment[]>;
  /**
   * Fires with the ID of an issue that has changed, on the server or in the outbox; with null when the list of issues has.
   */
  readonly onDidChange: Event<{ readonly issueId: string | null }>;
  /** Drops what was read of a call that is another one now. */
  forgetCall(callId: string): void;
  dispose(): Promise<void>;
}

/**
 * @param rows pending changes of all connections
 * @param account returns the account of the current key
 * @param made attachments that were created for issues, of all connections
 * @param corrected times of requests for corrected transcripts, in all windows
 * @param reviewed reviewed calls, of all connections
 */
export function createSession(
  connection: Connection,
  service: BlandApi,
  clock: Clock,
  rows: WriteRows,
  account: () => Promise<string>,
  made?: MadeAttachments,
  corrected?: KeptTimes,
  reviewed?: ReviewMarks,
): Session {
  const changed = new Emitter<{ readonly issueId: string | null }>();
  const own = connectionKey(connection);
  const support = new ServiceSupport();
  const api = withFallbacks(service, support);
  const me = async (): Promise<string | null> => (await rows.accounts.get(own, await account())).me;
  const issues = new IssueStore(api, me, support);
  const agentDirectory = new AgentDirectory(api);
  const stores: Stores = {
    issues,
    agents: new AgentStore(api),
    calls: new CallStore(
      api,
      (call) => agentDirectory.known(agentFacts(call, issues))?.agentId ?? null,
      reviewed === undefined ? undefined : reviewedCalls(reviewed, own),
    ),
    personas: new PersonaStore(api),
    agentDirectory,
    flagTypes: new FlagTypeCatalogue(api),
    members: new MemberStore(api),
    transcripts: new TranscriptStore(api),
    conversations: new ConversationStore(api),
    pathways: new PathwayStore(api),
    corrections: new CorrectedStore(api, new Allowance(clock, corrected)),
    speech: new SpeechStore(),
    scenarios: new ScenarioStore(api),
  };
  const recordingAhead = new RecordingAhead(api);
  const outbox = new Outbox({
    connection: own,
    account,
    organisation: async (service, signal) => {
      const { items } = await service.issues.list({}, { limit: 1, signal });
      return items[0]?.org_id ?? null;
    },
    api: (before) => api.guarded(before),
    rows,
    kinds: writeKinds,
    stores,
    clock,
    timing: rows.timing,
  });
  stores.issues.onDidChange((change) => changed.fire(change));
  // Any row may show the name of an agent or a member.
  stores.agentDirectory.onDidChange(() => changed.fire({ issueId: null }));
  stores.members.onDidChange(() => changed.fire({ issueId: null }));
  // Rows of flags show the time of their message once its call is loaded.
  stores.transcripts.onDidKnow(() => changed.fire({ issueId: null }));
  const attachments = made?.onDidChange(({ owner, issueId }) => {
    if (owner === own) changed.fire({ issueId });
  });
  outbox.onDidChange((entry) => {
    // Applied before the event, so that a flag is shown exactly once.
    const kind = writeKinds.get(entry.kind);
    if (entry.state === 'delivered') {
      const touched = kind?.touchedIssues?.(stores, entry.payload, entry.result) ?? [entry.issueId];
      for (const issueId of touched) void stores.issues.noteOwnWrite(issueId, entry.kind);
      kind?.apply(stores, entry.payload, entry.result);
    } else kind?.applyStep?.(stores, entry.payload);
    changed.fire({ issueId: entry.issueId });
  });
  outbox.onDidChangeStatus(() => {
    const waiting = outbox.entries.filter((entry) => !isSettled(entry)).map(({ issueId }) => issueId);
    for (const issueId of new Set(waiting)) changed.fire({ issueId });
  });
  return {
    ...stores,
    connection,
    api,
    outbox,
    support,
    me,
    recordingAhead,
    attachmentsOf: async (issueId) => (await made?.of(own, issueId)) ?? [],
    onDidChange: changed.event,
    forgetCall(callId) {
      stores.pathways.forget(callId);
      stores.speech.forget(callId);
      recordingAhead.forget(callId);
      stores.corrections.forget(callId);
      stores.transcripts.forget(callId);
    },
    async dispose() {
      attachments?.dispose();
      recordingAhead.dispose();
      const stored = outbox.dispose();
      stores.issues.dispose();
      stores.calls.dispose();
      stores.members.dispose();
      stores.agents.dispose();
      stores.personas.dispose();
      stores.agentDirectory.dispose();
      stores.scenarios.dispose();
      support.dispose();
      changed.dispose();
      await stored;
      await api.close();
    },
  };
}

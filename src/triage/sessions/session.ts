import type { BlandApi } from '../../api/index.ts';
import { CallStore } from '../calls/store.ts';
import type { MadeAttachment, MadeAttachments } from '../attachments/made.ts';
import { type Connection, connectionKey } from './connection.ts';
import { ConversationStore } from '../conversations/store.ts';
import { Allowance, type KeptTimes } from '../transcript/corrected/allowance.ts';
import { CorrectedStore } from '../transcript/corrected/store.ts';
import { Emitter, type Event } from '../../shared/event.ts';
import { FlagTypeCatalogue } from '../flags/catalogue.ts';
import { IssueStore } from '../issues/store.ts';
import type { Clock } from '../clock.ts';
import { MemberStore } from '../issues/members.ts';
import { isSettled, Outbox } from '../outbox/outbox.ts';
import type { WriteRows } from '../outbox/write-rows.ts';
import { PathwayStore } from '../transcript/pathway-store.ts';
import { PersonaStore } from '../numbers/personas.ts';
import type { Stores } from './stores.ts';
import { SpeechStore } from '../transcript/speech-store.ts';
import { TranscriptStore } from '../transcript/store.ts';
import { writeKinds } from '../outbox/kinds/index.ts';

/** The API, stores and outbox of a connection in use. */
export interface Session extends Stores {
  readonly connection: Connection;
  readonly api: BlandApi;
  readonly outbox: Outbox;
  /** ID of the user whose key it is; null until a response has shown it. @throws NoKeyError, StorageError */
  me(): Promise<string | null>;
  /** Attachments that were created for an issue on this machine. */
  attachmentsOf(issueId: string): Promise<readonly MadeAttachment[]>;
  /**
   * Fires with the ID of an issue that has changed, on the server or in the outbox; with null when the list of issues has.
   */
  readonly onDidChange: Event<{ readonly issueId: string | null }>;
  dispose(): Promise<void>;
}

/**
 * @param rows pending changes of all connections
 * @param account returns the account of the current key
 * @param made attachments that were created for issues, of all connections
 * @param corrected times of requests for corrected transcripts, in all windows
 */
export function createSession(
  connection: Connection,
  api: BlandApi,
  clock: Clock,
  rows: WriteRows,
  account: () => Promise<string>,
  made?: MadeAttachments,
  corrected?: KeptTimes,
): Session {
  const changed = new Emitter<{ readonly issueId: string | null }>();
  const own = connectionKey(connection);
  const me = async (): Promise<string | null> => (await rows.accounts.get(own, await account())).me;
  const stores: Stores = {
    issues: new IssueStore(api, me),
    calls: new CallStore(api),
    personas: new PersonaStore(api),
    flagTypes: new FlagTypeCatalogue(api),
    members: new MemberStore(api),
    transcripts: new TranscriptStore(api),
    conversations: new ConversationStore(api),
    pathways: new PathwayStore(api),
    corrections: new CorrectedStore(api, new Allowance(clock, corrected)),
    speech: new SpeechStore(),
  };
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
  // Any row may show a member's name.
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
    me,
    attachmentsOf: async (issueId) => (await made?.of(own, issueId)) ?? [],
    onDidChange: changed.event,
    async dispose() {
      attachments?.dispose();
      const stored = outbox.dispose();
      stores.issues.dispose();
      stores.calls.dispose();
      stores.members.dispose();
      stores.personas.dispose();
      changed.dispose();
      await stored;
      await api.close();
    },
  };
}

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
import { withFallbacks } from './fallback-api.ts';
import { ServiceSupport } from './service-support.ts';
import type { Stores } from './stores.ts';
import { TranscriptStore } from '../transcript/store.ts';
import { writeKinds } from '../outbox/kinds/index.ts';

/** Everything that belongs to one connection while it is in use. */
export interface Session extends Stores {
  readonly connection: Connection;
  readonly api: BlandApi;
  readonly outbox: Outbox;
  /** Which optional parts of the contract the service knows, as far as it has shown. */
  readonly support: ServiceSupport;
  /** The id of the user that the key writes for; null while no answer has shown it. @throws NoKeyError, StorageError */
  me(): Promise<string | null>;
  /** The attachments that were made for an issue here. */
  attachmentsOf(issueId: string): Promise<readonly MadeAttachment[]>;
  /**
   * The one way back: fires with an issue's id when something on it changed, on the server or in the outbox, and with
   * null when the list of issues did.
   */
  readonly onDidChange: Event<{ readonly issueId: string | null }>;
  dispose(): Promise<void>;
}

/**
 * @param rows the writes of this machine
 * @param account whose key writes are made with now
 * @param made the attachments that were made for issues, of any connection
 * @param corrected when corrected transcripts were asked for, in this window and in others
 */
export function createSession(
  connection: Connection,
  service: BlandApi,
  clock: Clock,
  rows: WriteRows,
  account: () => Promise<string>,
  made?: MadeAttachments,
  corrected?: KeptTimes,
): Session {
  const changed = new Emitter<{ readonly issueId: string | null }>();
  const own = connectionKey(connection);
  const support = new ServiceSupport();
  const api = withFallbacks(service, support);
  const me = async (): Promise<string | null> => (await rows.accounts.get(own, await account())).me;
  const stores: Stores = {
    issues: new IssueStore(api, me, support),
    calls: new CallStore(api),
    personas: new PersonaStore(api),
    flagTypes: new FlagTypeCatalogue(api),
    members: new MemberStore(api),
    transcripts: new TranscriptStore(api),
    conversations: new ConversationStore(api),
    pathways: new PathwayStore(api),
    corrections: new CorrectedStore(api, new Allowance(clock, corrected)),
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
  // Names stand in any row.
  stores.members.onDidChange(() => changed.fire({ issueId: null }));
  // A message is named by its time once its call has been read, also where flags on it stand.
  stores.transcripts.onDidKnow(() => changed.fire({ issueId: null }));
  const attachments = made?.onDidChange(({ owner, issueId }) => {
    if (owner === own) changed.fire({ issueId });
  });
  outbox.onDidChange((entry) => {
    // Applied before anyone is told, so that a flag never shows twice or not at all between the two.
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
    attachmentsOf: async (issueId) => (await made?.of(own, issueId)) ?? [],
    onDidChange: changed.event,
    async dispose() {
      attachments?.dispose();
      const stored = outbox.dispose();
      stores.issues.dispose();
      stores.calls.dispose();
      stores.members.dispose();
      stores.personas.dispose();
      support.dispose();
      changed.dispose();
      await stored;
      await api.close();
    },
  };
}

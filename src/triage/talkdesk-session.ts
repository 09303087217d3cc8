import type { TalkdeskApi } from '../api/talkdesk/index.ts';
import type { MadeAttachments } from './attachments/made.ts';
import type { Clock } from './clock.ts';
import type { ConnectionJournal } from './journal/connection-journal.ts';
import { type AnyWrite, Outbox } from './outbox/outbox.ts';
import type { TalkdeskConnection } from './talkdesk-connection.ts';
import { createAttachment } from './outbox/kinds/create-attachment.ts';

/** Everything that belongs to one Talkdesk connection while it is in use. */
export interface TalkdeskSession {
  readonly connection: TalkdeskConnection;
  readonly api: TalkdeskApi;
  readonly outbox: Outbox<TalkdeskApi>;
  dispose(): Promise<void>;
}

/** The kinds of write that go to Talkdesk. */
export const talkdeskKinds: ReadonlyMap<string, AnyWrite<TalkdeskApi>> = new Map([
  [createAttachment.name, createAttachment as AnyWrite<TalkdeskApi>],
]);

/** @param journal what the connection's writes are recorded in */
export function createTalkdeskSession(
  connection: TalkdeskConnection,
  api: TalkdeskApi,
  clock: Clock,
  journal: ConnectionJournal,
  made: MadeAttachments,
): TalkdeskSession {
  const outbox = new Outbox({ api, clock, journal, kinds: talkdeskKinds });
  const stores = { made, connectionId: connection.id };
  outbox.onDidChange((entry) => {
    if (entry.state === 'delivered') talkdeskKinds.get(entry.kind)?.apply(stores, entry.payload, entry.result);
  });
  return {
    connection,
    api,
    outbox,
    async dispose() {
      outbox.dispose();
      await api.close();
    },
  };
}

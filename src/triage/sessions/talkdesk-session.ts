import type { TalkdeskApi } from '../../api/talkdesk/index.ts';
import type { MadeAttachments } from '../attachments/made.ts';
import type { Clock } from '../clock.ts';
import { connectionKey } from './connection.ts';
import { type AnyWriteKind, Outbox } from '../outbox/outbox.ts';
import type { TalkdeskConnection } from './talkdesk-connection.ts';
import { createAttachment, type TalkdeskStores } from '../outbox/kinds/create-attachment.ts';
import type { WriteRows } from '../outbox/write-rows.ts';

/** The API and outbox of a Talkdesk connection in use. */
export interface TalkdeskSession {
  readonly connection: TalkdeskConnection;
  readonly api: TalkdeskApi;
  readonly outbox: Outbox<TalkdeskApi, TalkdeskStores>;
  dispose(): Promise<void>;
}

/** The kinds of write of Talkdesk. */
export const talkdeskKinds: ReadonlyMap<string, AnyWriteKind<TalkdeskApi, TalkdeskStores>> = new Map([
  [createAttachment.name, createAttachment as AnyWriteKind<TalkdeskApi, TalkdeskStores>],
]);

/**
 * @param rows pending changes of all connections
 * @param account returns the account of the current key
 */
export function createTalkdeskSession(
  connection: TalkdeskConnection,
  api: TalkdeskApi,
  clock: Clock,
  rows: WriteRows,
  account: () => Promise<string>,
  made: MadeAttachments,
): TalkdeskSession {
  const stores = { made, connectionId: connection.id };
  const outbox = new Outbox({
    connection: connectionKey(connection),
    account,
    api: (before) => api.guarded(before),
    rows,
    kinds: talkdeskKinds,
    stores,
    clock,
    timing: rows.timing,
  });
  outbox.onDidChange((entry) => {
    if (entry.state === 'delivered') talkdeskKinds.get(entry.kind)?.apply(stores, entry.payload, entry.result);
  });
  return {
    connection,
    api,
    outbox,
    async dispose() {
      const stored = outbox.dispose();
      await stored;
      await api.close();
    },
  };
}

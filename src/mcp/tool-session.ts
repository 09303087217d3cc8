import { existsSync } from 'node:fs';
import path from 'node:path';
import { type BlandApi, createBlandApi } from '../api/index.ts';
import { createNetworkTransport } from '../api/network-transport.ts';
import type { Environment } from '../api/network/settings.ts';
import { openDatabase } from '../storage/database.ts';
import { OwnerLocks } from '../storage/owners.ts';
import { databaseName } from '../storage/schema.ts';
import { systemClock } from '../triage/clock.ts';
import { IssueStore } from '../triage/issues/store.ts';
import { MemberStore } from '../triage/issues/members.ts';
import { MaskingPreference } from '../triage/masking-preference.ts';
import { WriteRows } from '../triage/outbox/write-rows.ts';
import { fingerprint } from '../triage/sessions/fingerprint.ts';
import { createSession } from '../triage/sessions/session.ts';
import type { Deliver, ToolData } from '../triage/tools/tool.ts';
import { PathwayStore } from '../triage/transcript/pathway-store.ts';
import { TranscriptStore } from '../triage/transcript/store.ts';
import type { ServerOptions } from './options.ts';

/** Milliseconds after which a write continues in the background. */
const deliveryBudgetMs = 6_000;

/** What the server's tools work with. */
export interface ToolSession {
  readonly data: ToolData;
  isMasked(): Promise<boolean>;
  /** Absent where nothing may be written. */
  readonly deliver?: Deliver;
  close(): Promise<void>;
}

/**
 * Opens what tools read from and, with a folder of the editor's, write through.
 *
 * @param script the built `src/storage/worker.ts`
 */
export function openToolSession(options: ServerOptions, environment: Environment, script: string): ToolSession {
  const { baseUrl, key, network, storage } = options;
  const api = createBlandApi({
    baseUrl,
    key: async (origin) => (origin === baseUrl.origin ? key : undefined),
    transport: createNetworkTransport({ settings: network, environment }),
  });
  return storage === null ? readingSession(api, options) : storedSession(api, options, storage, script);
}

/** Reads from the service, and touches nothing on this machine. */
function readingSession(api: BlandApi, { isMasked }: ServerOptions): ToolSession {
  const data: ToolData = {
    api,
    issues: new IssueStore(api),
    transcripts: new TranscriptStore(api),
    pathways: new PathwayStore(api),
    members: new MemberStore(api),
  };
  return { data, isMasked: async () => isMasked, close: () => api.close() };
}

/** Shares the database with the editor: its masking, and for writes the outbox, as one more owner of them. */
function storedSession(api: BlandApi, options: ServerOptions, storage: string, script: string): ToolSession {
  const { account, baseUrl, connection, isMasked, key, mayWrite } = options;
  const file = path.join(storage, databaseName);
  // Who only reads makes no database.
  if (!mayWrite && !existsSync(file)) return readingSession(api, { ...options, isMasked: true });
  const database = openDatabase({ file, script });
  const masking = new MaskingPreference(database);
  const masked = async (): Promise<boolean> => isMasked || (await masking.isMasked());
  if (!mayWrite) {
    const reading = readingSession(api, options);
    return {
      ...reading,
      isMasked: masked,
      async close() {
        await reading.close();
        await database.close();
      },
    };
  }
  const owners = new OwnerLocks(path.join(storage, 'owners'), database);
  // The writes of other connections are the editor's to send.
  const rows = new WriteRows({ database, owners, clock: systemClock, takesOver: false });
  const { id, isSandbox } = connection;
  const session = createSession(
    {
      id,
      kind: isSandbox ? 'sandbox' : 'bland',
      label: id,
      baseUrl: isSandbox ? null : baseUrl.href,
      implicit: id === 'env',
    },
    api,
    systemClock,
    rows,
    async () => account ?? (await fingerprint(database, key)),
  );
  return {
    data: session,
    isMasked: masked,
    deliver: (kind, payload) =>
      session.outbox.deliver(kind, payload, { budgetMs: deliveryBudgetMs, keepRefused: false }),
    async close() {
      await session.dispose();
      await rows.close();
      await owners.close();
      await database.close();
    },
  };
}

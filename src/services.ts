import path from 'node:path';
import type * as vscode from 'vscode';
import type { ClientOptions } from './api/client.ts';
import { createBlandApi } from './api/index.ts';
import { createTalkdeskApi } from './api/talkdesk/index.ts';
import type { Transport } from './api/transport.ts';
import { showFlagsOnFiles } from './code/lenses.ts';
import { showActiveConnection } from './connections/status.ts';
import { Connections } from './editor/sessions/connections.ts';
import { ActiveTranscript } from './editor/active-transcript.ts';
import { isCallCacheOn } from './editor/call-cache-setting.ts';
import { isMasked } from './editor/masking.ts';
import { keepCalls } from './editor/sessions/keep-calls.ts';
import { shareMasking } from './editor/share-masking.ts';
import { Views } from './editor/trees/views.ts';
import { KeyStore } from './editor/sessions/key-store.ts';
import { openLog, requestLog } from './editor/sessions/log.ts';
import { openNetwork } from './editor/sessions/network.ts';
import { RecentRequests } from './editor/sessions/recent-requests.ts';
import { databaseName, type Services } from './editor/services.ts';
import { tellStorageReports } from './editor/errors/storage-reports.ts';
import { Sessions } from './editor/sessions/sessions.ts';
import { tellUnsupported } from './editor/sessions/tell-unsupported.ts';
import { TalkdeskSessions } from './editor/sessions/talkdesk-sessions.ts';
import { showReview } from './review/status.ts';
import { showPendingChanges } from './pending/status.ts';
import { followFirstFlag } from './transcript/first-flag.ts';
import { SandboxThread } from './sandbox/thread-client.ts';
import { loggedAs } from './shared/logged-as.ts';
import { openDatabase } from './storage/database.ts';
import { OwnerLocks } from './storage/owners.ts';
import { DraftStore } from './triage/drafts.ts';
import { systemClock } from './triage/clock.ts';
import { connectionKey } from './triage/sessions/connection.ts';
import { WriteRows } from './triage/outbox/write-rows.ts';
import { ReviewMarks } from './triage/review/marks.ts';
import { ReviewQueue } from './triage/review/queue.ts';
import { CallCache } from './triage/search/call-cache.ts';
import { createSession } from './triage/sessions/session.ts';
import { fingerprint } from './triage/sessions/fingerprint.ts';
import { MadeAttachments } from './triage/attachments/made.ts';
import { correctedTimes } from './triage/transcript/corrected/allowance.ts';
import { PlayerPreference } from './triage/calls/player-settings.ts';
import { createTalkdeskSession } from './triage/sessions/talkdesk-session.ts';

/** Puts together what the features share. Runs once, when something is first used. */
export function createServices(context: vscode.ExtensionContext): Services {
  const log = openLog();
  const storage = context.globalStorageUri.fsPath;
  const sandbox = new SandboxThread({
    script: path.join(context.extensionPath, 'dist', 'sandbox', 'thread.cjs'),
    directory: storage,
  });
  const databaseFile = path.join(storage, databaseName);
  const database = openDatabase({
    file: databaseFile,
    script: path.join(context.extensionPath, 'dist', 'storage', 'worker.cjs'),
  });
  const owners = new OwnerLocks(path.join(storage, 'owners'), database);
  const connections = new Connections(
    new KeyStore(context.secrets),
    context.workspaceState,
    process.env,
    () => sandbox.endpoint(),
    (key) => fingerprint(database, key),
  );
  const network = openNetwork(log);
  const recentRequests = new RecentRequests();
  // Every session shares the one transport; it is closed with the window.
  const { transport } = network;
  const shared: Transport = {
    get name() {
      return transport.name;
    },
    send: (request) => transport.send(request),
    close: async () => undefined,
  };
  const clientOptions = (connectionId: string): ClientOptions => ({
    baseUrl: async () => (await connections.endpoint(connectionId)).baseUrl,
    key: async (origin) => {
      const { baseUrl, key } = await connections.endpoint(connectionId);
      return baseUrl.origin === origin ? key : undefined;
    },
    transport: shared,
    log: recentRequests.watch(connectionId, requestLog(log, connectionId)),
  });
  const writes = new WriteRows({ database, owners, clock: systemClock });
  const made = new MadeAttachments(database);
  const marks = new ReviewMarks(database);
  const sessions = new Sessions(connections, (connection) =>
    createSession(
      connection,
      createBlandApi(clientOptions(connection.id)),
      systemClock,
      writes,
      () => connections.account(connection.id),
      made,
      correctedTimes(database, connectionKey(connection)),
      marks,
    ),
  );
  const talkdesk = new TalkdeskSessions(connections, (connection) => {
    const { id } = connection;
    const log = clientOptions(id).log;
    const api = createTalkdeskApi({ endpoint: () => connections.talkdeskEndpoint(id), transport: shared, log });
    return createTalkdeskSession(connection, api, systemClock, writes, () => connections.account(id), made);
  });
  const drain = async (): Promise<void> => {
    const keys = await writes.connections();
    sessions.drain(keys);
    talkdesk.drain(keys);
  };
  const drafts = new DraftStore(database, (error) => log.error(`Drafts cannot be kept: ${loggedAs(error)}`));
  // Changes that a closed window left are sent without any view open.
  writes.onDidChange(() => void drain().catch(() => undefined));
  const features = new Map<object, object>();
  const services: Services = {
    context,
    log,
    connections,
    drafts,
    player: new PlayerPreference(database),
    database,
    databaseFile,
    owners,
    network,
    recentRequests,
    clientOptions,
    session: (connectionId) => sessions.get(connectionId),
    openSessions: () => sessions.all(),
    onDidOpenSession: sessions.onDidOpen,
    drain: async () => {
      await writes.watch();
      await drain();
    },
    talkdesk,
    made,
    writes,
    review: new ReviewQueue(marks, {
      read: () => context.workspaceState.get('callTriage.review'),
      write: (queue) => void context.workspaceState.update('callTriage.review', queue),
    }),
    callCache: new CallCache(database, { isOn: isCallCacheOn, isMasked }),
    resetSandbox: () => sandbox.reset(),
    activeTranscript: new ActiveTranscript(),
    nodePlaces: async (node) => (await import('./code/feature.ts')).nodePlaces(services, node),
    views: new Views(),
    once<T extends object>(Feature: new (services: Services) => T): T {
      const made = features.get(Feature) ?? new Feature(services);
      features.set(Feature, made);
      return made as T;
    },
    async close() {
      for (const feature of features.values()) if ('dispose' in feature) (feature as vscode.Disposable).dispose();
      await Promise.allSettled([drafts.flush(), sessions.dispose(), talkdesk.dispose(), sandbox.close()]);
      await writes.close();
      await Promise.allSettled([owners.close()]);
      await Promise.allSettled([database.close()]);
      network.dispose();
      log.dispose();
    },
  };
  context.subscriptions.push(
    connections.watch(),
    tellStorageReports(database, log),
    tellUnsupported(sessions.onDidOpen, log),
    shareMasking(database, log),
    keepCalls(services),
    showActiveConnection(services),
    showPendingChanges(services),
    showReview(services),
    followFirstFlag(services),
    showFlagsOnFiles(services),
  );
  return services;
}

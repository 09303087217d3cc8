import path from 'node:path';
import * as vscode from 'vscode';
import type { ClientOptions } from './api/client.ts';
import { createBlandApi } from './api/index.ts';
import { createTalkdeskApi } from './api/talkdesk/index.ts';
import type { Transport } from './api/transport.ts';
import { showActiveConnection } from './connections/status.ts';
import { Connections } from './editor/connections.ts';
import { correctedTimes } from './editor/corrected-times.ts';
import { outboxDirectory } from './editor/drain.ts';
import { tellReports } from './editor/journal-reports.ts';
import { KeyStore } from './editor/keys.ts';
import { openLog, requestLog } from './editor/log.ts';
import { openNetwork } from './editor/network.ts';
import { RecentRequests } from './editor/recent-requests.ts';
import type { Services } from './editor/services.ts';
import { Sessions } from './editor/sessions.ts';
import { TalkdeskSessions } from './editor/talkdesk-sessions.ts';
import { showWaitingWrites } from './pending/status.ts';
import { SandboxThread } from './sandbox/thread-client.ts';
import { loggedAs } from './shared/logged-as.ts';
import { DraftStore } from './triage/drafts.ts';
import { systemClock } from './triage/clock.ts';
import { openOutboxStore } from './triage/journal/store.ts';
import { journalIdOf } from './triage/connection.ts';
import type { AnyWrite } from './triage/outbox/outbox.ts';
import { createSession } from './triage/session.ts';
import { MadeAttachments } from './triage/attachments/made.ts';
import { createTalkdeskSession, talkdeskKinds } from './triage/talkdesk-session.ts';
import { writeKinds } from './triage/outbox/kinds/index.ts';

/** Puts together what the features share. Runs once, when something is first used. */
export function createServices(context: vscode.ExtensionContext): Services {
  const log = openLog();
  const sandbox = new SandboxThread({
    script: path.join(context.extensionPath, 'dist', 'sandbox', 'thread.cjs'),
    directory: context.globalStorageUri.fsPath,
  });
  const connections = new Connections(new KeyStore(context.secrets), context.workspaceState, process.env, () =>
    sandbox.endpoint(),
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
  const store = openOutboxStore({
    directory: outboxDirectory(context),
    kinds: new Map<string, Pick<AnyWrite<never>, 'schema'>>([...writeKinds, ...talkdeskKinds]),
  });
  const made = new MadeAttachments(context.globalStorageUri.fsPath);
  tellReports(store, log);
  const sessions = new Sessions(connections, (connection) =>
    createSession(
      connection,
      createBlandApi(clientOptions(connection.id)),
      systemClock,
      store.forConnection(journalIdOf(connection)),
      made,
      correctedTimes(context.globalState, journalIdOf(connection)),
    ),
  );
  const talkdesk = new TalkdeskSessions(connections, (connection) => {
    const { id } = connection;
    const log = clientOptions(id).log;
    const api = createTalkdeskApi({ endpoint: () => connections.talkdeskEndpoint(id), transport: shared, log });
    return createTalkdeskSession(connection, api, systemClock, store.forConnection(journalIdOf(connection)), made);
  });
  const drain = (journalIds: readonly string[]): void => {
    sessions.drain(journalIds);
    talkdesk.drain(journalIds);
  };
  const drafts = new DraftStore(path.join(context.globalStorageUri.fsPath, 'drafts'), (error) => {
    log.error(`Drafts cannot be kept: ${loggedAs(error)}`);
  });
  store.onDidAdopt(drain);
  const services: Services = {
    context,
    log,
    connections,
    drafts,
    network,
    recentRequests,
    clientOptions,
    session: (connectionId) => sessions.get(connectionId),
    openSessions: () => sessions.all(),
    onDidOpenSession: sessions.onDidOpen,
    drain: async () => drain(await store.connectionsWithEntries()),
    talkdesk,
    made,
  };
  context.subscriptions.push(
    log,
    connections.watch(),
    sessions,
    talkdesk,
    new vscode.Disposable(() => void store.close()),
    showActiveConnection(services),
    showWaitingWrites(services),
    new vscode.Disposable(() => void drafts.flush()),
    network,
    new vscode.Disposable(() => void sandbox.close()),
  );
  return services;
}

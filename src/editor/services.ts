import type * as vscode from 'vscode';
import type { ClientOptions } from '../api/client.ts';
import type { Event } from '../shared/event.ts';
import type { Database } from '../storage/database.ts';
import type { Owners } from '../storage/owners.ts';
import type { DraftStore } from '../triage/drafts.ts';
import type { PlayerPreference } from '../triage/calls/player-settings.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { CallCache } from '../triage/search/call-cache.ts';
import type { NodePlace } from '../triage/code/node-place.ts';
import type { ActiveTranscript } from './active-transcript.ts';
import type { NamedNode } from './named-node.ts';
import type { Views } from './trees/views.ts';
import type { Connections } from './sessions/connections.ts';
import type { Network } from './sessions/network.ts';
import type { RecentRequests } from './sessions/recent-requests.ts';
import type { ReviewQueue } from '../triage/review/queue.ts';
import type { WriteRows } from '../triage/outbox/write-rows.ts';
import type { MadeAttachments } from '../triage/attachments/made.ts';
import type { TalkdeskSessions } from './sessions/talkdesk-sessions.ts';

export { databaseName } from '../storage/schema.ts';

/** Everything that features share. Made on first use, never at activation. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly connections: Connections;
  /**
   * The session of a connection, of the active one when none is named.
   *
   * @throws NoConnectionError
   */
  session(connectionId?: string): Session;
  /** Those that are in use. */
  openSessions(): readonly Session[];
  readonly onDidOpenSession: Event<Session>;
  /** Sessions of Talkdesk connections, which attachments go through. */
  readonly talkdesk: TalkdeskSessions;
  /** The attachments that were made for issues here. */
  readonly made: MadeAttachments;
  /** Texts that are being written and not sent yet. */
  readonly drafts: DraftStore;
  /** The changes of all windows that are not settled. */
  readonly writes: WriteRows;
  /** Speed and skipped silence of recordings. */
  readonly player: PlayerPreference;
  /** Everything that this machine remembers, shared by all windows. */
  readonly database: Database;
  /** Its path. */
  readonly databaseFile: string;
  readonly owners: Owners;
  /** Begins to send what earlier windows recorded, for every connection that is set up here. */
  drain(): Promise<void>;
  /** The transport of all requests, and its settings. */
  readonly network: Network;
  readonly recentRequests: RecentRequests;
  /** Options of an API client of a connection: address, key, transport and log. */
  clientOptions(connectionId: string): ClientOptions;
  /** Stops the sandbox of this window and deletes its data; it begins anew when it is next used. */
  resetSandbox(): Promise<void>;
  /** The calls that are reviewed one after the other, and those that have been. */
  readonly review: ReviewQueue;
  /** The text of calls that were read, where the user wants it kept for searches. */
  readonly callCache: CallCache;
  /** The transcript that a person reads. */
  readonly activeTranscript: ActiveTranscript;
  /** Finds the places of a node in the workspace; opens and asks nothing. */
  nodePlaces(node: NamedNode): Promise<readonly NodePlace[]>;
  /** Shows rows in views. */
  readonly views: Views;
  /** A feature's own object, of which a window has one: made with its first use, disposed of with the rest. */
  once<T extends object>(Feature: new (services: Services) => T): T;
  /** Stores what must be stored, and lets go of everything. Never rejects. */
  close(): Promise<void>;
}

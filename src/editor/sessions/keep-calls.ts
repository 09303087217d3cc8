import type * as vscode from 'vscode';
import { loggedAs } from '../../shared/logged-as.ts';
import { NoKeyError } from '../../triage/sessions/errors.ts';
import type { CallOwner } from '../../triage/search/call-cache.ts';
import { searchedCall } from '../../triage/search/searched-call.ts';
import { type Connection, connectionKey } from '../../triage/sessions/connection.ts';
import { onDidChangeCallCache } from '../call-cache-setting.ts';
import type { Services } from '../services.ts';
import type { Connections } from './connections.ts';

/** Whose calls are read through a connection now. @throws NoKeyError, NoConnectionError, StorageError */
export async function callOwner(connections: Connections, connection: Connection): Promise<CallOwner> {
  return { connection: connectionKey(connection), account: await connections.account(connection.id) };
}

/**
 * Keeps the calls that are read in the call cache, and deletes those of connections and keys that are no longer here; all of
 * them when the cache is turned off.
 */
export function keepCalls({
  connections,
  callCache,
  onDidOpenSession,
  log,
}: Pick<Services, 'connections' | 'callCache' | 'onDidOpenSession' | 'log'>): vscode.Disposable {
  const begin = (task: () => Promise<void>): void =>
    void task().catch((error: unknown) => log.error(`The call cache cannot be changed: ${loggedAs(error)}`));
  const retain = (): void => begin(() => callCache.retain((owner) => isHere(connections, owner)));
  const subscriptions = [
    onDidOpenSession(({ connection, transcripts }) => {
      transcripts.onDidFetch((transcript) => {
        if (!callCache.isOn) return;
        const call = searchedCall(transcript);
        begin(async () => callCache.keep(await callOwner(connections, connection), call));
      });
      transcripts.onDidForget((callId) => begin(() => callCache.forget(connectionKey(connection), callId)));
    }),
    connections.onDidChange(retain),
    onDidChangeCallCache(retain),
  ];
  retain();
  return { dispose: () => subscriptions.forEach((subscription) => subscription.dispose()) };
}

/** Returns whether the connection is set up and its key the one that has read the calls; true while that cannot be told. */
async function isHere(connections: Connections, owner: CallOwner): Promise<boolean> {
  const connection = connections.read().connections.find((one) => connectionKey(one) === owner.connection);
  if (connection === undefined) return false;
  try {
    return (await connections.account(connection.id)) === owner.account;
  } catch (error) {
    return !(error instanceof NoKeyError);
  }
}

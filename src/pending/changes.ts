import type { Services } from '../editor/services.ts';
import { connectionKey } from '../triage/sessions/connection.ts';
import type { Entry } from '../triage/outbox/outbox.ts';
import type { WriteRow } from '../triage/outbox/write-row.ts';
import { restoreError } from '../triage/outbox/stored-error.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { TalkdeskSession } from '../triage/sessions/talkdesk-session.ts';

/** A pending change of this machine. */
export interface PendingChange {
  readonly entry: Pick<Entry, 'id' | 'kind' | 'issueId' | 'payload' | 'createdAt' | 'error' | 'inDoubt'> & {
    readonly state: 'waiting' | 'sending' | 'looking' | 'asks' | 'refused';
  };
  /** False when another window owns it; then it is only shown. */
  readonly here: boolean;
  /** The owner, when it is another window of which only a person can tell whether it still exists. */
  readonly unclearOwner: string | null;
  /** Undefined when the connection is not set up here. */
  readonly session: Session | TalkdeskSession | undefined;
}

/**
 * Returns all pending changes of this machine, oldest first, including those of other windows and those that
 * could not be stored in the database.
 *
 * @throws StorageError
 */
export async function pendingChanges(services: Services): Promise<readonly PendingChange[]> {
  const rows = await services.writes.all();
  const unclear = rows.every(({ here }) => here) ? [] : await services.writes.unclearOwners();
  for (const { row, here } of rows) if (here) openSession(services, row.connection);
  const sessions = [...services.openSessions(), ...services.talkdesk.all()];
  const live = sessions.flatMap((session) => session.outbox.entries.map((entry) => ({ session, entry })));
  const stored = new Set(rows.map(({ row }) => row.id));
  const changes = rows.map(({ row, here }): PendingChange => {
    const own = live.find(({ entry }) => entry.id === row.id);
    if (own !== undefined && isPending(own.entry)) {
      return { entry: own.entry, here, unclearOwner: null, session: own.session };
    }
    const session = sessions.find(({ connection }) => connectionKey(connection) === row.connection);
    const unclearOwner = row.owner !== null && unclear.includes(row.owner) ? row.owner : null;
    return { entry: entryOf(row), here, unclearOwner, session };
  });
  const unstored = live.flatMap(({ entry, session }) =>
    isPending(entry) && !stored.has(entry.id) ? [{ entry, here: true, unclearOwner: null, session }] : [],
  );
  return [...changes, ...unstored];
}

/** Opens the session of a change, through which the user decides about it. */
function openSession(services: Services, key: string): void {
  const { connections, talkdesk } = services.connections.read();
  const triage = connections.find((connection) => connectionKey(connection) === key);
  if (triage !== undefined) services.session(triage.id);
  const attachments = talkdesk.find((connection) => connectionKey(connection) === key);
  if (attachments !== undefined) services.talkdesk.get(attachments.id);
}

function entryOf(row: WriteRow): PendingChange['entry'] {
  const { id, kind, issue, payload, state, created, error, ambiguousAttempts } = row;
  return {
    id,
    kind,
    issueId: issue,
    payload,
    createdAt: new Date(created).toISOString(),
    // It is stored; only a duplicate is being looked for.
    state: state === 'checking' ? 'looking' : state,
    error: error === null ? undefined : restoreError(error),
    inDoubt: ambiguousAttempts > 0,
  };
}

function isPending(entry: Entry): entry is Entry & PendingChange['entry'] {
  return entry.state !== 'delivered' && entry.state !== 'discarded' && entry.state !== 'handed-over';
}

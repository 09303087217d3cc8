/** The file in the extension's global storage in which everything that this machine remembers stands. */
export const databaseName = 'call-triage.db';

/**
 * Each migration brings the database from the version that is its position to the next. A migration only adds, so that an
 * older version of the extension can read what it knows.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE owners (
    id TEXT PRIMARY KEY,
    pid INTEGER NOT NULL,
    machine TEXT NOT NULL,  -- host and process namespace: a pid means nothing elsewhere
    listed INTEGER NOT NULL -- milliseconds since 1970, as every time here
  ) STRICT;

  CREATE TABLE writes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- the order in which they were made
    id TEXT NOT NULL UNIQUE,
    connection TEXT NOT NULL, -- a connection's id and origin
    account TEXT,             -- whose key it was made with; null while that is not known
    issue TEXT NOT NULL,      -- the issue whose order it keeps
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,    -- JSON
    baseline TEXT,            -- JSON; null until the attempt begins that it is for
    state TEXT NOT NULL,      -- waiting, sending, looking, checking, asks, refused
    owner TEXT,               -- null when a person decides
    attempts INTEGER NOT NULL,
    doubts INTEGER NOT NULL,  -- how many attempts at the present step may have been done
    error TEXT,               -- JSON
    created INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX writes_of_connection ON writes (connection, issue);

  -- What this machine has made at a service: never taken for what somebody else, or another row, has made. And the ids of
  -- rows that are over: a window that misses one of its rows, but finds no such id, knows that the file is another one.
  CREATE TABLE made (
    connection TEXT NOT NULL,
    object TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (connection, object)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE accounts (
    connection TEXT NOT NULL,
    account TEXT NOT NULL,
    me TEXT,                 -- the user that earlier answers to this key showed as the author
    shared INTEGER NOT NULL, -- 1 once somebody else was seen to write with this user's key
    organisation TEXT,
    PRIMARY KEY (connection, account)
  ) STRICT, WITHOUT ROWID;

  -- Everything else that is remembered: drafts, preferences, dismissed findings, uploads under way, made attachments.
  CREATE TABLE kept (
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL, -- JSON
    owner TEXT,          -- the process that is at work on it
    changed INTEGER NOT NULL,
    PRIMARY KEY (collection, key)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Transcripts of calls that were read, for searches, where the user wants them kept.
  CREATE TABLE calls (
    number INTEGER PRIMARY KEY, -- a higher one was read later
    connection TEXT NOT NULL,
    account TEXT NOT NULL,
    call TEXT NOT NULL,
    bytes INTEGER NOT NULL,     -- size of the value
    value TEXT NOT NULL,        -- JSON
    UNIQUE (connection, account, call)
  ) STRICT;
  `,
];

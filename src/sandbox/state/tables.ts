/** Schema of `sandbox.db`. User text is stored as JSON only: otherwise SQLite alters NUL and lone surrogates. */
export const tables = `
  -- All collections but the calls, a row for each object, in the order in which they were added.
  CREATE TABLE objects (
    number INTEGER PRIMARY KEY,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,   -- JSON
    json TEXT NOT NULL,
    UNIQUE (collection, id)
  ) STRICT;

  -- A random version for each collection, another one after every change: tells whether a cached collection is current.
  CREATE TABLE versions (collection TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  -- Imports that are invisible: in progress, or, with pid 0, to be deleted. A finished import has no row.
  CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    pid INTEGER NOT NULL,
    touched INTEGER NOT NULL -- milliseconds since 1970
  ) STRICT;

  -- Calls without their large parts. Of several with one id, the last counts.
  CREATE TABLE calls (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    import INTEGER NOT NULL,
    id TEXT NOT NULL,   -- JSON
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX calls_by_id ON calls (id, import);
  CREATE INDEX calls_by_import ON calls (import);

  -- Large bodies in pieces of at most a megabyte: the JSON of a call, or an upload, which has no call.
  CREATE TABLE bodies (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    import INTEGER NOT NULL,
    call INTEGER,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE INDEX bodies_by_import ON bodies (import);
  CREATE INDEX bodies_by_call ON bodies (call);

  CREATE VIEW visible_calls AS SELECT * FROM calls WHERE import NOT IN (SELECT id FROM imports);
  CREATE VIEW replaced_calls AS
    SELECT number FROM visible_calls AS old
    WHERE EXISTS (SELECT 1 FROM visible_calls AS new WHERE new.id = old.id AND new.number > old.number);
`;

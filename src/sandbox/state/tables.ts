/** What `sandbox.db` is made of. Text of people is in JSON only: SQLite alters NUL and lone surrogates otherwise. */
export const tables = `
  -- Every collection of the state but the calls, one row for each object, in the order in which they were added.
  CREATE TABLE objects (
    number INTEGER PRIMARY KEY,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,   -- JSON
    json TEXT NOT NULL,
    UNIQUE (collection, id)
  ) STRICT;

  -- A random number for each collection, another with every change: whoever has read it before knows whether it still holds.
  CREATE TABLE versions (collection TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  -- Imports that nobody sees: those under way, and, with the process 0, those that are to be deleted. A finished one has no row.
  CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    pid INTEGER NOT NULL,
    touched INTEGER NOT NULL -- milliseconds since 1970
  ) STRICT;

  -- Calls without their large parts. Of several with the same id the last one counts.
  CREATE TABLE calls (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    import INTEGER NOT NULL,
    id TEXT NOT NULL,   -- JSON
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX calls_by_id ON calls (id, import);
  CREATE INDEX calls_by_import ON calls (import);

  -- Large bodies in pieces of a megabyte at most: a call's JSON, or what was uploaded, which belongs to no call.
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

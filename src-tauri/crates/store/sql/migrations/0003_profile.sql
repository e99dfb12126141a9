-- What a person adds to a member: fields, tags, organisations, notes with a visibility, segments; tables that are imported;
-- who was erased. Runs with foreign keys off, because two tables are made anew; they are checked before it is committed.

CREATE TABLE source_new (
  -- One connected workspace or forum, one whose export was imported, or one kind of table.
  id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid        TEXT NOT NULL UNIQUE,
  kind       TEXT NOT NULL CHECK (kind IN ('slack', 'discourse', 'table', 'sample_chat', 'sample_forum')),
  remote     TEXT NOT NULL,                   -- the source's own identity: a team id, a forum's address, an import profile's id
  name       TEXT NOT NULL,
  address    TEXT,                            -- where its pages are, once known: https://example.slack.com
  created_at INTEGER NOT NULL,
  UNIQUE (kind, remote)
) STRICT;
INSERT INTO source_new (id, uid, kind, remote, name, address, created_at)
  SELECT id, uid, kind, remote, name, address, created_at FROM source;
DROP TABLE source;
ALTER TABLE source_new RENAME TO source;

CREATE TABLE import_new (
  -- One reading of an archive. Its row is its checkpoint: it is written in the transaction that stores the records.
  -- A connected source has one for each day on which a sync changed something: it tells how old its rows are.
  id          TEXT NOT NULL PRIMARY KEY,
  number      INTEGER NOT NULL UNIQUE,        -- what activity.import refers to
  kind        TEXT NOT NULL CHECK (kind IN ('slack_export', 'sample', 'sync', 'table')),
  name        TEXT NOT NULL,
  path        TEXT NOT NULL,
  fingerprint TEXT NOT NULL,                  -- of the archive's directory: the same archive has the same one
  options     TEXT NOT NULL CHECK (json_valid(options)),
  source_id   INTEGER REFERENCES source (id),
  state       TEXT NOT NULL CHECK (state IN ('running', 'cancelling', 'done', 'cancelled', 'failed')),
  as_of       INTEGER NOT NULL DEFAULT 0,     -- the newest record in the archive: of two states the one with the higher wins
  checkpoint  INTEGER NOT NULL DEFAULT 0,     -- files that are stored, in the archive's own order
  files       INTEGER NOT NULL DEFAULT 0,
  left_out    INTEGER NOT NULL DEFAULT 0,
  started_at  INTEGER NOT NULL,
  finished_at INTEGER,
  error       TEXT CHECK (error IS NULL OR json_valid(error)),
  notes       TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(notes))
) STRICT;
INSERT INTO import_new (id, number, kind, name, path, fingerprint, options, source_id, state, as_of, checkpoint, files, left_out,
    started_at, finished_at, error, notes)
  SELECT id, number, kind, name, path, fingerprint, options, source_id, state, as_of, checkpoint, files, left_out,
    started_at, finished_at, error, notes FROM import;
DROP TABLE import;
ALTER TABLE import_new RENAME TO import;

ALTER TABLE identity ADD COLUMN phone TEXT;
ALTER TABLE identity ADD COLUMN location TEXT;
ALTER TABLE identity ADD COLUMN company TEXT;
ALTER TABLE identity ADD COLUMN links TEXT CHECK (links IS NULL OR json_valid(links));  -- addresses: [url]
ALTER TABLE identity ADD COLUMN avatar TEXT;  -- what tells one picture from another: a hash, never an address
ALTER TABLE member ADD COLUMN is_team INTEGER NOT NULL DEFAULT 0;  -- derived from `profile`

CREATE TABLE notes_key (
  -- A key that seals private notes. It is never here itself: wrapped by a key in the system's keyring, and by a passphrase
  -- or recovery code.
  id         TEXT NOT NULL PRIMARY KEY,
  by_keyring BLOB,
  by_code    BLOB NOT NULL,
  code_salt  BLOB NOT NULL,
  code_cost  TEXT NOT NULL CHECK (json_valid(code_cost)),
  proof      BLOB NOT NULL,                   -- a constant, sealed: tells a wrong key from damage
  created_at INTEGER NOT NULL,
  retired_at INTEGER
) STRICT;

CREATE TABLE note_new (
  -- What a person wrote: a note, feedback, thanks, or something to do until a day.
  id         TEXT NOT NULL PRIMARY KEY,
  identity   TEXT,                            -- uid of an account of the member: survives merging, splitting and resets
  kind       TEXT NOT NULL DEFAULT 'note' CHECK (kind IN ('note', 'feedback', 'thanks', 'follow_up')),
  visibility TEXT NOT NULL DEFAULT 'private' CHECK (visibility IN ('private', 'shared')),
  text       TEXT NOT NULL,                   -- empty where it is sealed
  sealed     BLOB,                            -- a private note's words, encrypted
  key_id     TEXT REFERENCES notes_key (id),
  version    INTEGER NOT NULL DEFAULT 1,      -- part of what is sealed: an older state cannot be put back unseen
  due_on     TEXT,                            -- a follow-up's day, as wall time: YYYY-MM-DD
  due_time   TEXT,                            -- HH:MM, or the whole day
  due_zone   TEXT,                            -- IANA
  due_at     INTEGER,                         -- the instant these make: for sorting
  done_at    INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK ((sealed IS NULL) = (key_id IS NULL)),
  CHECK (sealed IS NULL OR text = ''),
  CHECK (visibility = 'private' OR sealed IS NULL),
  CHECK ((kind = 'follow_up') = (due_on IS NOT NULL)),
  CHECK ((due_on IS NULL) = (due_at IS NULL))
) STRICT;
INSERT INTO note_new (id, identity, text, created_at, updated_at, deleted_at)
  SELECT id, identity, text, created_at, updated_at, deleted_at FROM note;
DROP TABLE note;
ALTER TABLE note_new RENAME TO note;
CREATE INDEX note_identity ON note (identity) WHERE deleted_at IS NULL;
CREATE INDEX note_due ON note (due_at) WHERE due_at IS NOT NULL AND done_at IS NULL AND deleted_at IS NULL;

CREATE TABLE note_salt (
  -- Each account's own part of the key: without it, notes about it can never be read again, in old copies either.
  identity TEXT NOT NULL PRIMARY KEY,
  salt     BLOB NOT NULL
) STRICT;

CREATE TABLE profile (
  -- What a person wrote over what the sources say, field by field. Without a row, the source is followed.
  id         TEXT NOT NULL PRIMARY KEY,       -- uid of the account, a space, the field
  identity   TEXT NOT NULL,
  field      TEXT NOT NULL,                   -- name, pronouns, team …, or `custom:` and the id of a custom field
  value      TEXT NOT NULL CHECK (json_valid(value)),  -- null: it is known to be empty
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX profile_identity ON profile (identity);
CREATE INDEX profile_field ON profile (field, identity);

CREATE TABLE custom_field (
  -- A field that a community gave its members.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'choice', 'yes_no', 'link')),
  choices    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(choices)),
  place      INTEGER NOT NULL,                -- in the order of the form
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE tag (
  -- A word that members are marked with.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL,                   -- folded: two tags never differ by case or accents alone
  colour     INTEGER NOT NULL DEFAULT 0 CHECK (colour BETWEEN 0 AND 7),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX tag_name ON tag (name_key) WHERE deleted_at IS NULL;

CREATE TABLE tagging (
  -- Who has which tag.
  id         TEXT NOT NULL PRIMARY KEY,       -- id of the tag, a space, uid of the account
  tag        TEXT NOT NULL REFERENCES tag (id),
  identity   TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX tagging_identity ON tagging (identity);
CREATE INDEX tagging_tag ON tagging (tag, identity);

CREATE TABLE organisation (
  -- A company, a university, a club.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL,
  domain     TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX organisation_name ON organisation (name_key) WHERE deleted_at IS NULL;

CREATE TABLE affiliation (
  -- Who belongs to an organisation, as what, from when until when.
  id           TEXT NOT NULL PRIMARY KEY,
  identity     TEXT NOT NULL,
  organisation TEXT NOT NULL REFERENCES organisation (id),
  role         TEXT,
  from_on      TEXT,                          -- YYYY-MM-DD, YYYY-MM or YYYY
  until_on     TEXT,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX affiliation_identity ON affiliation (identity);
CREATE INDEX affiliation_organisation ON affiliation (organisation, identity);

CREATE TABLE segment (
  -- A rule that chooses members, saved.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  rule       TEXT NOT NULL CHECK (json_valid(rule)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE import_profile (
  -- How the columns of one kind of table are read: remembered for the next time.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  mapping    TEXT NOT NULL CHECK (json_valid(mapping)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE import_row (
  -- What an import of a table changed, row by row, so that all of it can be taken back.
  import INTEGER NOT NULL REFERENCES import (number),
  what   TEXT NOT NULL,                       -- the table it changed
  key    TEXT NOT NULL,
  place  INTEGER NOT NULL,                    -- the row of the file, from 1
  before TEXT CHECK (before IS NULL OR json_valid(before)),  -- nothing: it is new
  after  TEXT NOT NULL CHECK (json_valid(after)),
  PRIMARY KEY (import, what, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE erasure (
  -- Who was erased, as fingerprints only, so that no sync, import or restore brings them back.
  fingerprint TEXT NOT NULL PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('account', 'address')),
  erased_at   INTEGER NOT NULL
) STRICT;

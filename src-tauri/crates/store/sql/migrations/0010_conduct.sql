-- Conduct and strategy: cases, guidelines, goals, checklists, decisions.

CREATE TABLE conduct_case (
  -- A report of how somebody behaved. Its dates and how it ended are here; everything else, also who is named, is sealed.
  id               TEXT NOT NULL PRIMARY KEY,
  number           INTEGER NOT NULL UNIQUE CHECK (number > 0),
  received_at      INTEGER NOT NULL,
  acknowledged_at  INTEGER,
  investigating_at INTEGER,
  decided_at       INTEGER,
  closed_at        INTEGER,
  expunged_at      INTEGER,
  outcome          TEXT CHECK (outcome IN ('no_violation', 'not_identified', 'resolved', 'recorded', 'banned')),
  follow_up_on     TEXT,                      -- the next day on which somebody is to be asked: YYYY-MM-DD
  expunge_on       TEXT,                      -- the day from which nobody is named any more; nothing: kept
  sealed           BLOB,                      -- the file, as JSON, sealed; nothing once it is expunged
  key_id           TEXT,
  version          INTEGER NOT NULL DEFAULT 1,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  CHECK ((sealed IS NULL) = (key_id IS NULL)),
  CHECK ((sealed IS NULL) = (expunged_at IS NOT NULL)),
  CHECK (expunged_at IS NULL OR follow_up_on IS NULL)
) STRICT;

CREATE TABLE conduct_salt (
  -- A case's own part of the key that seals it: without it nobody opens the case, nor an older copy of it.
  case_id TEXT NOT NULL PRIMARY KEY,
  salt    BLOB NOT NULL
) STRICT;

CREATE TABLE conduct_access (
  -- When a case was looked into, and what was done with it. No words, no names.
  id      TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  what    TEXT NOT NULL CHECK (what IN ('written', 'opened', 'opened_anyway', 'changed', 'moved', 'expunged')),
  at      INTEGER NOT NULL
) STRICT;
CREATE INDEX conduct_access_case ON conduct_access (case_id, at);

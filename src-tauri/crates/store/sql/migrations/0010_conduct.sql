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

CREATE TABLE review (
  -- What waits for a moderator's decision at a forum, as it was when it was read last. Whoever flagged is not kept.
  id         TEXT NOT NULL PRIMARY KEY,       -- uid of the source, a space, the number
  source     TEXT NOT NULL,                   -- uid of the source
  number     INTEGER NOT NULL,                -- the forum's own
  type       TEXT NOT NULL,                   -- ReviewableFlaggedPost, ReviewableQueuedPost, …
  score      REAL NOT NULL,
  version    INTEGER NOT NULL,                -- a decision is about this state
  account    TEXT,                            -- the author's number at the forum
  author     TEXT NOT NULL DEFAULT '',        -- the author's name there
  reasons    TEXT NOT NULL CHECK (json_valid(reasons)),
  flags      INTEGER NOT NULL,                -- how many people said so
  title      TEXT NOT NULL DEFAULT '',
  words      TEXT NOT NULL DEFAULT '',
  link       TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX review_account ON review (source, account);

CREATE TABLE strategy_version (
  -- What a document about the community said at a time. A version never changes.
  id         TEXT NOT NULL PRIMARY KEY,
  document   TEXT NOT NULL CHECK (document IN ('purpose', 'audience', 'guidelines', 'code_of_conduct')),
  version    INTEGER NOT NULL CHECK (version > 0),
  words      TEXT NOT NULL,
  note       TEXT NOT NULL DEFAULT '',        -- what changed, in a line
  created_at INTEGER NOT NULL,
  UNIQUE (document, version)
) STRICT;

CREATE TABLE strategy_entry (
  -- A decision and why, a challenge and what helped, or a goal and its number.
  id         TEXT NOT NULL PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('decision', 'challenge', 'goal')),
  title      TEXT NOT NULL,
  words      TEXT NOT NULL DEFAULT '',
  who        TEXT NOT NULL DEFAULT '',        -- who decided, or whose it is: words, and no account
  on_day     TEXT NOT NULL,                   -- YYYY-MM-DD
  due_on     TEXT,                            -- when it is looked at again, or due
  metric     TEXT,                            -- of a goal: what it is measured by; nothing: by hand
  start      REAL,
  target     REAL,
  current    REAL,                            -- of a goal by hand
  is_done    INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK (kind = 'goal' OR (metric IS NULL AND start IS NULL AND target IS NULL AND current IS NULL))
) STRICT;

CREATE TABLE strategy_tick (
  -- An item of a playbook that somebody ticked.
  item    TEXT NOT NULL PRIMARY KEY,
  done_at INTEGER NOT NULL
) STRICT;

-- Decisions about flags, messages to several people, how long texts are kept, and how goals went.

CREATE TABLE intent_13 (
  -- Something written here that a community shall get: the outbox.
  id         TEXT NOT NULL PRIMARY KEY,       -- the same for every attempt
  source     TEXT NOT NULL,                   -- uid of the source
  kind       TEXT NOT NULL CHECK (kind IN ('reply', 'post', 'topic', 'react', 'direct', 'group', 'review')),
  payload    TEXT NOT NULL CHECK (json_valid(payload)),
  state      TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'wedged', 'discarded')),
  not_before INTEGER NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  error      TEXT CHECK (error IS NULL OR json_valid(error)),
  remote     INTEGER,                         -- the number that the community gave it
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  sent_at    INTEGER
) STRICT;
INSERT INTO intent_13 (id, source, kind, payload, state, not_before, attempts, error, remote, created_at, updated_at, sent_at)
  SELECT id, source, kind, payload, state, not_before, attempts, error, remote, created_at, updated_at, sent_at FROM intent;
DROP TABLE intent;
ALTER TABLE intent_13 RENAME TO intent;
CREATE INDEX intent_queue ON intent (source, created_at) WHERE state IN ('queued', 'sending');
CREATE INDEX intent_time ON intent (created_at);

-- What the forum lets this key do about it: a list of { name, label }.
ALTER TABLE review ADD COLUMN actions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(actions));

CREATE TABLE retention (
  -- How long a source's texts are kept. No row: for ever.
  source       TEXT NOT NULL PRIMARY KEY,     -- uid of the source
  months       INTEGER NOT NULL CHECK (months BETWEEN 1 AND 240),
  confirmed_at INTEGER NOT NULL,              -- somebody saw what would go, and said yes
  ran_at       INTEGER,                       -- when it was last done
  cut_at       INTEGER,                       -- messages before this moment have no text here any more
  emptied      INTEGER NOT NULL DEFAULT 0     -- messages whose texts went so far
) STRICT;

CREATE TABLE goal_value (
  -- Where a goal stood on a day: by hand, or as its metric said.
  id         TEXT NOT NULL PRIMARY KEY,       -- id of the goal, a space, the day
  entry      TEXT NOT NULL,
  on_day     TEXT NOT NULL,                   -- YYYY-MM-DD
  value      REAL NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX goal_value_entry ON goal_value (entry, on_day);

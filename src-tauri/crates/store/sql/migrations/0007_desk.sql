-- The desk: what is claimed, put off and greeted, and texts that are used again.

CREATE TABLE attention (
  -- What was decided about a conversation in the queue. Its key is that of the message that opened it; what no longer
  -- finds its message is shown nowhere and harms nothing.
  activity      INTEGER NOT NULL PRIMARY KEY,
  claimed_by    TEXT,                         -- a name; empty: by whoever uses this file; nothing: by nobody
  snoozed_until INTEGER,
  closed_at     INTEGER,                      -- it needs no answer; unless somebody wrote in it since
  updated_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE greeting (
  -- Newcomers who were greeted, by account: a member is greeted once, however many accounts it has.
  identity   TEXT NOT NULL PRIMARY KEY,       -- uid of the account
  how        TEXT NOT NULL CHECK (how IN ('sent', 'by_hand', 'not_needed')),
  intent     TEXT,                            -- the message in the outbox
  greeted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE lapse_pause (
  -- Members whose silence is known about: they are not shown as lapsing until a day.
  identity   TEXT NOT NULL PRIMARY KEY,       -- uid of an account
  until_at   INTEGER NOT NULL,
  decided_at INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_text (
  -- A text that is used again, with places for words: {first_name}.
  id         TEXT NOT NULL PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('reply', 'greeting', 'message')),
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL,                   -- folded: two of a kind never differ by case or accents alone
  body       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX saved_text_name ON saved_text (kind, name_key) WHERE deleted_at IS NULL;

-- Who joined lately, without looking at everybody.
CREATE INDEX member_joined ON member (joined_at, id) WHERE joined_at IS NOT NULL;

CREATE TABLE watch (
  -- A number that somebody wants to be told about: when a metric of the last whole week, month or quarter lies beyond a bound.
  id         TEXT NOT NULL PRIMARY KEY,
  metric     TEXT NOT NULL,
  every      TEXT NOT NULL CHECK (every IN ('week', 'month', 'quarter')),
  beyond     TEXT NOT NULL CHECK (beyond IN ('under', 'over')),
  bound      REAL NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

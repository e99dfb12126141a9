-- How each conversation was answered first, when each account first wrote in public, and metrics that were computed before.

-- Of a conversation: who opened it, and the first answer that counts: by another member, no bot, later than its start.
-- Counted from the rows when `counted` is 0; whatever changes a conversation sets that.
ALTER TABLE thread ADD COLUMN starter INTEGER;                     -- the account; NULL: taken away, or nobody knows
ALTER TABLE thread ADD COLUMN answered_in INTEGER;                 -- milliseconds from its start; NULL: not answered
ALTER TABLE thread ADD COLUMN answered_by INTEGER;                 -- the account
ALTER TABLE thread ADD COLUMN people INTEGER NOT NULL DEFAULT 0;   -- members that wrote in it, without bots
ALTER TABLE thread ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;

CREATE INDEX thread_stale ON thread (id) WHERE counted = 0;

-- The first day of the community's zone on which an account wrote in public.
ALTER TABLE tally ADD COLUMN first_day INTEGER;
UPDATE tally SET first_day = found.day
FROM (SELECT identity_id, min(day) AS day FROM daily WHERE posts + replies > 0 GROUP BY identity_id) AS found
WHERE found.identity_id = tally.identity_id;

CREATE TABLE metric_window (
  -- The metrics of one window, as they were computed: for everybody, without the team. Rows go when what they were
  -- computed from changes, so a row that is here is right.
  every      TEXT NOT NULL,                   -- day, week, month, quarter, year
  start      INTEGER NOT NULL,                -- its first day, days since 1970-01-01
  until      INTEGER NOT NULL,                -- the day after its last
  as_of      INTEGER NOT NULL,                -- the day on which it was computed
  definitions TEXT NOT NULL,                  -- the definitions that it was computed by
  points     TEXT NOT NULL CHECK (json_valid(points)),
  PRIMARY KEY (every, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE day_pack (
  -- The rows of `daily` of one day, packed: ten million activities make millions of rows there, and metrics read most of
  -- them. A day without a row here is packed when it is asked for; whatever changes a day takes its pack away.
  day     INTEGER NOT NULL PRIMARY KEY,
  entries BLOB NOT NULL                       -- per account in the order of keys: key's difference, posts, replies, reactions, each a LEB128
) STRICT;

CREATE TABLE metric_stamp (
  -- Raised whenever windows are forgotten: what was computed from an older state is not kept.
  one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  value INTEGER NOT NULL
) STRICT;

INSERT INTO metric_stamp (one, value) VALUES (1, 0);

CREATE TABLE space_choice (
  -- What was decided here about a space of a source.
  space          TEXT NOT NULL PRIMARY KEY,   -- its uid
  expects_answer INTEGER NOT NULL DEFAULT 1,  -- 0: announcements, which nobody needs to answer
  decided_at     INTEGER NOT NULL
) STRICT;

-- The content calendar: posts that are planned, campaigns, what members made; who voted for feedback and was told.

CREATE TABLE content_campaign (
  -- Posts that belong together, and what they are for.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  from_on    TEXT NOT NULL,                   -- the first day: YYYY-MM-DD
  until_on   TEXT NOT NULL,                   -- the last day
  goal       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK (from_on <= until_on)
) STRICT;

CREATE TABLE content_template (
  -- A post that is written again and again: by hand, or made ahead on the days of its rule.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  title      TEXT NOT NULL DEFAULT '',
  body       TEXT NOT NULL DEFAULT '',        -- Markdown
  space      TEXT,                            -- uid of the space; NULL: by hand elsewhere
  place      TEXT NOT NULL DEFAULT '',        -- what that is called
  owner      TEXT,                            -- uid of an account of whoever looks after it
  campaign   TEXT,                            -- id of a campaign
  tags       TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  time       TEXT NOT NULL DEFAULT '',        -- HH:MM; empty for any
  zone       TEXT NOT NULL,                   -- IANA: whose clock
  rule       TEXT CHECK (rule IS NULL OR json_valid(rule)),  -- on which days; NULL: by hand
  from_on    TEXT,                            -- not before this day
  until_on   TEXT,                            -- not after this day
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK ((rule IS NULL) = (from_on IS NULL))
) STRICT;

CREATE TABLE content_post (
  -- A post that is planned: what, where, when on whose clock, by whom, and where it stands.
  id           TEXT NOT NULL PRIMARY KEY,
  title        TEXT NOT NULL,
  body         TEXT NOT NULL DEFAULT '',      -- Markdown
  state        TEXT NOT NULL CHECK (state IN ('idea', 'draft', 'review', 'scheduled', 'published', 'measured')),
  space        TEXT,                          -- uid of the space; NULL: by hand elsewhere
  place        TEXT NOT NULL DEFAULT '',      -- what that is called, or where it goes by hand
  owner        TEXT,                          -- uid of an account of whoever looks after it
  planned_on   TEXT,                          -- YYYY-MM-DD on the clock of `zone`
  planned_time TEXT NOT NULL DEFAULT '',      -- HH:MM; empty for any
  zone         TEXT NOT NULL,                 -- IANA: the wall time stays, whatever the community's zone becomes
  campaign     TEXT,                          -- id of a campaign
  notes        TEXT NOT NULL DEFAULT '',
  tags         TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  series       TEXT,                          -- id of the template that made it ahead …
  series_on    TEXT,                          -- … for this day
  intent       TEXT,                          -- id in the outbox; NULL: posted by hand
  activity     INTEGER,                       -- the message it became, picked by hand; it may be gone
  published_at INTEGER,                       -- by hand, UTC milliseconds
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  deleted_at   INTEGER,
  CHECK ((series IS NULL) = (series_on IS NULL)),
  CHECK (planned_on IS NOT NULL OR planned_time = '')
) STRICT;
CREATE UNIQUE INDEX content_post_series ON content_post (series, series_on) WHERE series IS NOT NULL;
CREATE INDEX content_post_planned ON content_post (planned_on) WHERE deleted_at IS NULL;

CREATE TABLE content_result (
  -- What became of a post in its first seven days: counted once they are over, so that it stays when the source goes away.
  post       TEXT NOT NULL PRIMARY KEY,       -- id of the post
  activity   INTEGER NOT NULL,                -- of which message
  answers    INTEGER NOT NULL,
  people     INTEGER NOT NULL,
  reactions  INTEGER NOT NULL,
  views      INTEGER,
  counted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE content_find (
  -- Something a member made that is worth using again, and whether they agreed.
  id         TEXT NOT NULL PRIMARY KEY,
  activity   INTEGER NOT NULL,                -- the message; it may be gone
  identity   TEXT,                            -- uid of its author's account
  permission TEXT NOT NULL DEFAULT 'found' CHECK (permission IN ('found', 'asked', 'granted', 'refused')),
  decided_on TEXT,                            -- when it was asked, granted or refused: YYYY-MM-DD
  post       TEXT,                            -- id of the post it is used in
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX content_find_activity ON content_find (activity) WHERE deleted_at IS NULL;

-- Feedback that was said twice: the other one keeps its rows, and is read through this one.
ALTER TABLE matter ADD COLUMN merged_into TEXT;
CREATE INDEX matter_merged ON matter (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE matter_voter (
  -- A member who said the same.
  id         TEXT NOT NULL PRIMARY KEY,       -- id of the matter, a space, uid of the account
  matter     TEXT NOT NULL,
  identity   TEXT NOT NULL,                   -- uid of an account
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX matter_voter_matter ON matter_voter (matter);
CREATE INDEX matter_voter_identity ON matter_voter (identity);

CREATE TABLE matter_told (
  -- A member was told what became of it.
  id       TEXT NOT NULL PRIMARY KEY,         -- id of the matter, a space, uid of the account
  matter   TEXT NOT NULL,
  identity TEXT NOT NULL,                     -- uid of an account
  intent   TEXT,                              -- id in the outbox; NULL: by hand
  told_at  INTEGER NOT NULL                   -- when it was written
) STRICT;
CREATE INDEX matter_told_matter ON matter_told (matter);
CREATE INDEX matter_told_identity ON matter_told (identity);

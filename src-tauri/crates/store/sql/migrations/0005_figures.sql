-- What no chat tells and a person keeps: numbers of some days, things that go through dated steps, factors.

CREATE TABLE figure (
  -- A number of some days, typed in or imported.
  id         TEXT NOT NULL PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('tickets', 'views', 'downloads', 'visits', 'answer_views', 'flags', 'flags_agreed',
               'flags_disagreed', 'revenue_members', 'revenue_others', 'customers_members', 'customers_others')),
  from_on    TEXT NOT NULL,                   -- the first day: YYYY-MM-DD
  until_on   TEXT NOT NULL,                   -- the day after the last
  label      TEXT NOT NULL DEFAULT '',        -- of what: a page, a shop; empty for the whole
  value      INTEGER NOT NULL,                -- how many; of money, minor units
  currency   TEXT,                            -- of money: ISO 4217
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK (from_on < until_on),
  CHECK ((kind IN ('revenue_members', 'revenue_others')) = (currency IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX figure_what ON figure (kind, from_on, until_on, label) WHERE deleted_at IS NULL;

CREATE TABLE matter (
  -- What goes through dated steps, and is marked by a person: feedback, a lead, an invitation, an incident.
  id         TEXT NOT NULL PRIMARY KEY,
  sheet      TEXT NOT NULL CHECK (sheet IN ('feedback', 'lead', 'invitation', 'incident')),
  identity   TEXT,                            -- uid of an account of whom it is about; an incident is about nobody here
  activity   INTEGER,                         -- the message it was said in
  label      TEXT NOT NULL,                   -- what was said; a company; an address; an incident's number
  label_key  TEXT NOT NULL,                   -- folded: two of a sheet never differ by case or accents alone
  area       TEXT NOT NULL DEFAULT '',        -- part of the product
  kind       TEXT,                            -- of feedback, which; of a lead, where it began; of an incident, how it ended
  voters     INTEGER NOT NULL DEFAULT 0,      -- people who said the same
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK (sheet <> 'incident' OR (identity IS NULL AND activity IS NULL))
) STRICT;
CREATE UNIQUE INDEX matter_what ON matter (sheet, label_key) WHERE deleted_at IS NULL;
CREATE INDEX matter_identity ON matter (identity) WHERE identity IS NOT NULL;

CREATE TABLE matter_step (
  -- When a matter entered a step for the first time, on the community's clock.
  id     TEXT NOT NULL PRIMARY KEY,           -- id of the matter, a space, the step
  matter TEXT NOT NULL REFERENCES matter (id),
  step   TEXT NOT NULL,
  moment TEXT NOT NULL                        -- YYYY-MM-DD, or YYYY-MM-DD HH:MM
) STRICT;
CREATE INDEX matter_step_matter ON matter_step (matter);

CREATE TABLE factor (
  -- A number that an estimate is made with, where it is not the one that Kith came with.
  id         TEXT NOT NULL PRIMARY KEY,
  value      REAL NOT NULL CHECK (value >= 0),
  source     TEXT NOT NULL,                   -- where it is from, in words
  updated_at INTEGER NOT NULL
) STRICT;

-- Introductions, thanks, gifts, birthdays, advocates.

CREATE TABLE introduction_choice (
  -- Who does not want to be introduced, or not before a day; in rounds for volunteers only: who said yes.
  identity      TEXT NOT NULL PRIMARY KEY,    -- uid of an account of the member
  choice        TEXT NOT NULL CHECK (choice IN ('usual', 'in', 'out')),
  snoozed_until TEXT,                         -- the first day on which they can be drawn again: YYYY-MM-DD
  updated_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE introduction_round (
  -- People who were drawn on one day.
  id         TEXT NOT NULL PRIMARY KEY,
  made_on    TEXT NOT NULL,                   -- YYYY-MM-DD in the community's zone
  options    TEXT NOT NULL CHECK (json_valid(options)),  -- who could be drawn
  words      TEXT NOT NULL,                   -- the message, with places for words
  title      TEXT NOT NULL,                   -- its title, where a source wants one
  ask_after  INTEGER NOT NULL CHECK (ask_after BETWEEN 1 AND 365),  -- days from sending until "did they meet?"
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE introduction_group (
  -- Two people, or three, who are introduced to one another.
  id          TEXT NOT NULL PRIMARY KEY,      -- id of the round, a space, its place
  round       TEXT NOT NULL REFERENCES introduction_round (id),
  place       INTEGER NOT NULL,
  points      INTEGER NOT NULL,
  reasons     TEXT NOT NULL CHECK (json_valid(reasons)),
  state       TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'sent', 'met', 'not_met')),
  sent_at     INTEGER,
  ask_on      TEXT,                           -- when to ask whether they met: YYYY-MM-DD
  answered_at INTEGER,
  updated_at  INTEGER NOT NULL,
  CHECK ((state = 'proposed') = (sent_at IS NULL)),
  CHECK ((state IN ('met', 'not_met')) = (answered_at IS NOT NULL))
) STRICT;

CREATE INDEX introduction_group_round ON introduction_group (round, place);

CREATE INDEX introduction_group_ask ON introduction_group (ask_on) WHERE state = 'sent';

CREATE TABLE introduction_member (
  -- Who is in a group.
  id         TEXT NOT NULL PRIMARY KEY,       -- id of the group, a space, the account's uid
  pair       TEXT NOT NULL REFERENCES introduction_group (id),
  identity   TEXT NOT NULL
) STRICT;

CREATE INDEX introduction_member_pair ON introduction_member (pair);

CREATE INDEX introduction_member_identity ON introduction_member (identity);

CREATE TABLE kudos (
  -- Thanks to somebody: for what, by whom, when.
  id         TEXT NOT NULL PRIMARY KEY,
  identity   TEXT NOT NULL,                   -- uid of an account of whom it is for
  words      TEXT NOT NULL,                   -- for what
  by_whom    TEXT NOT NULL DEFAULT '',        -- who says so, in words
  given_on   TEXT NOT NULL,                   -- YYYY-MM-DD
  shared     INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),  -- said in public already
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX kudos_identity ON kudos (identity) WHERE deleted_at IS NULL;

CREATE INDEX kudos_given ON kudos (given_on, id) WHERE deleted_at IS NULL;

CREATE TABLE gift (
  -- Something that somebody was given.
  id         TEXT NOT NULL PRIMARY KEY,
  identity   TEXT NOT NULL,
  what       TEXT NOT NULL,
  why        TEXT NOT NULL DEFAULT '',
  given_on   TEXT NOT NULL,                   -- YYYY-MM-DD
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX gift_identity ON gift (identity) WHERE deleted_at IS NULL;

CREATE INDEX gift_given ON gift (given_on, id) WHERE deleted_at IS NULL;

CREATE TABLE birthday (
  -- A day that somebody asked to be congratulated on: a row is their yes. No year.
  identity   TEXT NOT NULL PRIMARY KEY,
  day        TEXT NOT NULL CHECK (day GLOB '[01][0-9]-[0-3][0-9]'),  -- MM-DD
  how        TEXT NOT NULL DEFAULT '',        -- how they said so
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE celebrated (
  -- What was celebrated, so that it never is twice.
  id       TEXT NOT NULL PRIMARY KEY,         -- uid of the account, a space, the occasion
  identity TEXT NOT NULL,
  occasion TEXT NOT NULL,                     -- 'years 3', 'birthday 2026', 'answers 100', 'first_post'
  done_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX celebrated_identity ON celebrated (identity);

CREATE TABLE advocate (
  -- Somebody who speaks for the community, or is asked to.
  id         TEXT NOT NULL PRIMARY KEY,
  identity   TEXT NOT NULL,
  what       TEXT NOT NULL DEFAULT '',        -- what they are asked for: a talk, a story, a reference
  rules      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(rules)),  -- which rules they met when they were chosen
  due_on     TEXT,                            -- until when: YYYY-MM-DD
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX advocate_identity ON advocate (identity) WHERE deleted_at IS NULL;

CREATE TABLE advocate_step (
  -- What became of it, dated: the newest row is the state.
  id       TEXT NOT NULL PRIMARY KEY,
  advocate TEXT NOT NULL REFERENCES advocate (id),
  step     TEXT NOT NULL CHECK (step IN ('identified', 'proposed', 'agreed', 'submitted', 'complete', 'declined', 'rejected')),
  on_day   TEXT NOT NULL,                     -- YYYY-MM-DD
  at       INTEGER NOT NULL                   -- when it was written down: orders steps of one day
) STRICT;

CREATE INDEX advocate_step_advocate ON advocate_step (advocate);

-- Events, their guests and the door.

CREATE TABLE event (
  -- Something that happens at a time: its own clock is kept, so that a change of the zone's rules moves the instant and not the clock.
  id         TEXT NOT NULL PRIMARY KEY,
  title      TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('meetup', 'webinar', 'workshop', 'ama', 'office_hours', 'conference')),
  form       TEXT NOT NULL CHECK (form IN ('place', 'online', 'hybrid')),
  place      TEXT NOT NULL DEFAULT '',
  link       TEXT NOT NULL DEFAULT '',
  capacity   INTEGER CHECK (capacity > 0),    -- seats; NULL: as many as come
  approval   INTEGER NOT NULL DEFAULT 0 CHECK (approval IN (0, 1)), -- 1: who answers yes is asked about first
  starts     TEXT NOT NULL,                   -- on the event's own clock: YYYY-MM-DDTHH:MM
  ends       TEXT NOT NULL,
  zone       TEXT NOT NULL,                   -- IANA name
  start_at   INTEGER NOT NULL,                -- counted from starts and zone
  end_at     INTEGER NOT NULL,
  text       TEXT NOT NULL DEFAULT '',        -- what the public reads
  currency   TEXT NOT NULL,                   -- of its budget: ISO 4217
  sequence   INTEGER NOT NULL DEFAULT 0,      -- counts changes that calendars must hear of
  cancelled  INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
  least_min  INTEGER NOT NULL DEFAULT 10 CHECK (least_min BETWEEN 0 AND 600), -- online one attends from so many minutes on
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  calendar_uid TEXT,                          -- what another calendar knows it by, where it came from one
  calendar_told TEXT CHECK (calendar_told IS NULL OR json_valid(calendar_told)), -- what that said last: only what it says anew changes anything
  series     TEXT,                            -- the series that it is a time of; it may have ended
  series_on  TEXT,                            -- the day that the rule of the series meant: YYYY-MM-DD
  CHECK (start_at < end_at)
) STRICT;
CREATE INDEX event_series_event ON event (series) WHERE series IS NOT NULL;
CREATE UNIQUE INDEX event_calendar_uid ON event (calendar_uid) WHERE calendar_uid IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX event_start ON event (start_at) WHERE deleted_at IS NULL;

CREATE TABLE event_task (
  -- What is to be done for an event: its day is counted from the event's, so it moves with it.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL REFERENCES event (id),
  title      TEXT NOT NULL,
  offset_days INTEGER NOT NULL,               -- -60: sixty days before; 1: the day after
  owner      TEXT NOT NULL DEFAULT '',        -- whoever does it, in words
  done_at    INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX event_task_event ON event_task (event) WHERE deleted_at IS NULL;

CREATE TABLE event_part (
  -- Who has a part in an event, and whether they said yes.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL REFERENCES event (id),
  role       TEXT NOT NULL CHECK (role IN ('host', 'speaker', 'sponsor', 'volunteer', 'supplier')),
  name       TEXT NOT NULL,
  identity   TEXT,                            -- uid of an account, where a member is meant
  state      TEXT NOT NULL CHECK (state IN ('asked', 'yes', 'no', 'confirmed')),
  contact_on TEXT,                            -- the last contact: YYYY-MM-DD
  next_step  TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX event_part_event ON event_part (event) WHERE deleted_at IS NULL;
CREATE INDEX event_part_identity ON event_part (identity) WHERE identity IS NOT NULL;

CREATE TABLE event_cost (
  -- A line of an event's budget, in minor units of the event's currency.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL REFERENCES event (id),
  label      TEXT NOT NULL,
  planned    INTEGER NOT NULL DEFAULT 0,
  committed  INTEGER NOT NULL DEFAULT 0,
  paid       INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX event_cost_event ON event_cost (event) WHERE deleted_at IS NULL;

CREATE TABLE event_template (
  -- An event's plan without its day, to begin the next one with; those that Kith comes with are no rows.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL,
  plan       TEXT NOT NULL CHECK (json_valid(plan)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE guest (
  -- Somebody who was invited, wants to come or came. Erased: the row stays, as a number, without anything of the person.
  id         TEXT NOT NULL PRIMARY KEY,       -- of who came in a file: derived from event and key, so that two machines agree
  event      TEXT NOT NULL REFERENCES event (id),
  origin     TEXT NOT NULL,                   -- 'hand', 'walk_in', or the format of the file
  known_by   TEXT,                            -- the key in the file: 'luma:gst-1', 'csv:ada@example.org'
  identity   TEXT,                            -- uid of an account, where a member is meant
  name       TEXT NOT NULL,
  email      TEXT,
  search     TEXT NOT NULL,                   -- folded words of name and address, each after a space
  state      TEXT NOT NULL CHECK (state IN ('invited', 'pending', 'going', 'declined', 'waiting', 'offered', 'cancelled')),
  queued_at  INTEGER,                         -- since when on the waitlist: the order in which seats are offered
  offered_until INTEGER,                      -- an offer that is later is EXPIRED, whatever the state says
  plus       INTEGER NOT NULL DEFAULT 0 CHECK (plus BETWEEN 0 AND 99),
  ticket     TEXT NOT NULL DEFAULT '',
  code       TEXT,                            -- what a scanner reads
  answers    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(answers)), -- [[question, answer], …]; in an export only where somebody asks for it
  needs      TEXT NOT NULL DEFAULT '',        -- access and diet; as answers
  registered_at INTEGER,
  told       TEXT CHECK (told IS NULL OR json_valid(told)), -- what the file said last: only what it says anew changes anything
  moves      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(moves)), -- [[since, state], …]: how it stood with them, and from when on
  same_as    TEXT,                            -- the guest that this one is as well, written in twice; then this row is a deleted one
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX guest_same_as ON guest (same_as) WHERE same_as IS NOT NULL;
CREATE UNIQUE INDEX guest_known_by ON guest (event, known_by) WHERE known_by IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX guest_event ON guest (event, state) WHERE deleted_at IS NULL;
CREATE INDEX guest_code ON guest (event, code) WHERE code IS NOT NULL;
CREATE INDEX guest_identity ON guest (identity) WHERE identity IS NOT NULL;
CREATE INDEX guest_email ON guest (email) WHERE email IS NOT NULL;

CREATE TABLE check_in (
  -- Somebody came through the door. Rows are added and marked as taken back, never changed otherwise: so the logs of
  -- several laptops add up to the same in any order.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL,                   -- may be of no event or guest that is here any more
  guest      TEXT NOT NULL,
  at         INTEGER NOT NULL,
  heads      INTEGER NOT NULL CHECK (heads BETWEEN 1 AND 100),
  desk       TEXT NOT NULL,                   -- at which laptop
  undone_at  INTEGER
) STRICT;
CREATE INDEX check_in_guest ON check_in (guest, at);
CREATE INDEX check_in_event ON check_in (event);

CREATE TABLE event_cue (
  -- A line of the run of show: so many minutes from the event's beginning, so it moves with the event.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL REFERENCES event (id),
  offset_min INTEGER NOT NULL CHECK (offset_min BETWEEN -10080 AND 96480), -- -30: half an hour before the event begins
  minutes    INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
  title      TEXT NOT NULL,
  owner      TEXT NOT NULL DEFAULT '',        -- whoever does it, in words
  cue        TEXT NOT NULL DEFAULT '',        -- what tells everybody that it begins
  place      TEXT NOT NULL DEFAULT '',        -- nothing: where the event is
  backup     TEXT NOT NULL DEFAULT '',        -- what is done if it does not work
  moved_min  INTEGER NOT NULL DEFAULT 0,      -- how much later than it was planned, by delays
  begun_at   INTEGER,                         -- when it really began
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX event_cue_event ON event_cue (event) WHERE deleted_at IS NULL;

CREATE TABLE event_session (
  -- A talk of an event: so many minutes from the event's beginning, so it moves with the event.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL REFERENCES event (id),
  title      TEXT NOT NULL,
  speaker    TEXT NOT NULL DEFAULT '',
  identity   TEXT,                            -- uid of an account, where the speaker is a member
  room       TEXT NOT NULL DEFAULT '',        -- nothing: not decided yet
  track      TEXT NOT NULL DEFAULT '',
  offset_min INTEGER NOT NULL CHECK (offset_min BETWEEN -10080 AND 96480), -- on the event's clock
  minutes    INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
  capacity   INTEGER CHECK (capacity > 0),    -- seats of the room; NULL: not known
  sequence   INTEGER NOT NULL DEFAULT 0,      -- counts changes that calendars must hear of
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX event_session_event ON event_session (event) WHERE deleted_at IS NULL;
CREATE INDEX event_session_identity ON event_session (identity) WHERE identity IS NOT NULL;

CREATE TABLE event_visit (
  -- Somebody was in a talk.
  id         TEXT NOT NULL PRIMARY KEY,       -- session and guest: '<session> <guest>'
  session    TEXT NOT NULL REFERENCES event_session (id),
  guest      TEXT NOT NULL REFERENCES guest (id),
  at         INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX event_visit_session ON event_visit (session) WHERE deleted_at IS NULL;
CREATE INDEX event_visit_guest ON event_visit (guest);

CREATE TABLE event_message (
  -- What is written to guests before and after an event: its text, where it was changed for this event, and when it went out.
  id         TEXT NOT NULL PRIMARY KEY,       -- event and step: '<event> week'
  event      TEXT NOT NULL REFERENCES event (id),
  step       TEXT NOT NULL CHECK (step IN ('week', 'eve', 'day', 'after')),
  subject    TEXT,                            -- NULL: as it comes with Kith
  body       TEXT,
  sent_at    INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_message_event ON event_message (event);

CREATE TABLE event_stay (
  -- Somebody was online, from then till then, as the report of a call says it.
  id       TEXT NOT NULL PRIMARY KEY,         -- guest and beginning, so that the same report twice is once
  event    TEXT NOT NULL REFERENCES event (id),
  guest    TEXT NOT NULL,                     -- may be no guest that is here any more
  from_at  INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  CHECK (from_at < until_at)
) STRICT;
CREATE INDEX event_stay_event ON event_stay (event);

CREATE TABLE event_score (
  -- What somebody thought of an event, without a name.
  id         TEXT NOT NULL PRIMARY KEY,       -- of a file: derived from the row, so that the same file twice is once
  event      TEXT NOT NULL REFERENCES event (id),
  score      INTEGER NOT NULL CHECK (score BETWEEN 0 AND 10),
  said       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX event_score_event ON event_score (event) WHERE deleted_at IS NULL;

CREATE TABLE event_lesson (
  -- What stays of an event: lessons, decisions, links to photos and recordings.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL REFERENCES event (id),
  kind       TEXT NOT NULL CHECK (kind IN ('lesson', 'decision', 'link')),
  text       TEXT NOT NULL,
  link       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX event_lesson_event ON event_lesson (event) WHERE deleted_at IS NULL;

CREATE TABLE holiday (
  -- A day on which people have other plans, out of a calendar that somebody brought.
  id         TEXT NOT NULL PRIMARY KEY,
  calendar   TEXT NOT NULL,                   -- what that calendar is called
  on_day     TEXT NOT NULL,                   -- YYYY-MM-DD
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX holiday_day ON holiday (on_day) WHERE deleted_at IS NULL;

CREATE TABLE event_series (
  -- Events that come again by a rule; each of them is an event of its own.
  id         TEXT NOT NULL PRIMARY KEY,
  title      TEXT NOT NULL,
  rule       TEXT NOT NULL,                   -- RRULE of RFC 5545: FREQ=MONTHLY;BYDAY=1TU
  starts     TEXT NOT NULL,                   -- from when on the rule counts, and at which hour: YYYY-MM-DDTHH:MM
  left_out   TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(left_out)), -- days of the rule that are skipped
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

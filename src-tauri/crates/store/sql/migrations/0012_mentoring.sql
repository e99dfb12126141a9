-- Mentoring: programmes, who applies, pairs, and what pairs do.

CREATE TABLE programme (
  -- A mentoring programme: what is agreed for all of its pairs.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  purpose    TEXT NOT NULL DEFAULT '',
  state      TEXT NOT NULL CHECK (state IN ('draft', 'open', 'running', 'closed')),
  starts_on  TEXT NOT NULL,                   -- YYYY-MM-DD
  ends_on    TEXT,
  cadence_days INTEGER NOT NULL CHECK (cadence_days BETWEEN 1 AND 366),
  minutes    INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 600), -- of a session
  capacity   INTEGER NOT NULL DEFAULT 1 CHECK (capacity BETWEEN 1 AND 100), -- mentees of a mentor who says nothing else
  agreement  TEXT NOT NULL DEFAULT '',        -- cadence, length, confidentiality, no-fault exit, in words
  questions  TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(questions)), -- what applicants are asked
  weights    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(weights)),   -- how much each reason counts when pairs are made
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE mentoring_round (
  -- One matching of a programme.
  id         TEXT NOT NULL PRIMARY KEY,
  programme  TEXT NOT NULL REFERENCES programme (id),
  name       TEXT NOT NULL,
  opens_on   TEXT,
  closes_on  TEXT,
  published_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX mentoring_round_programme ON mentoring_round (programme) WHERE deleted_at IS NULL;

CREATE TABLE mentoring_application (
  -- Somebody who wants to be a mentor or a mentee in a programme.
  id         TEXT NOT NULL PRIMARY KEY,
  programme  TEXT NOT NULL REFERENCES programme (id),
  round      TEXT REFERENCES mentoring_round (id),
  role       TEXT NOT NULL CHECK (role IN ('mentor', 'mentee')),
  identity   TEXT,                            -- uid of an account, where a member is meant
  name       TEXT NOT NULL,
  email      TEXT,
  known_by   TEXT,                            -- the key in the file it came in
  state      TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'rejected', 'cancelled', 'completed')),
  capacity   INTEGER CHECK (capacity BETWEEN 0 AND 100), -- of a mentor; NULL: as the programme says
  zone       TEXT,                            -- IANA name
  answers    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(answers)), -- by question
  note       TEXT NOT NULL DEFAULT '',        -- the lead's, for the team
  applied_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX mentoring_application_known_by ON mentoring_application (programme, known_by) WHERE known_by IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX mentoring_application_programme ON mentoring_application (programme, state) WHERE deleted_at IS NULL;
CREATE INDEX mentoring_application_identity ON mentoring_application (identity) WHERE identity IS NOT NULL;

CREATE TABLE mentoring_wish (
  -- What the lead says about two applicants before pairs are made.
  id         TEXT NOT NULL PRIMARY KEY,
  programme  TEXT NOT NULL REFERENCES programme (id),
  mentor     TEXT NOT NULL REFERENCES mentoring_application (id),
  mentee     TEXT NOT NULL REFERENCES mentoring_application (id),
  wish       TEXT NOT NULL CHECK (wish IN ('pin', 'veto', 'conflict')),
  why        TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX mentoring_wish_pair ON mentoring_wish (mentor, mentee) WHERE deleted_at IS NULL;

CREATE TABLE mentorship (
  -- A pair: a mentor and a mentee, of a programme or without one.
  id         TEXT NOT NULL PRIMARY KEY,       -- the same on the lead's machine and on the mentor's
  programme  TEXT,                            -- may be of none that is here
  round      TEXT,
  mentor_application TEXT,
  mentee_application TEXT,
  mine       INTEGER NOT NULL DEFAULT 0 CHECK (mine IN (0, 1)), -- 1: whoever uses this file is the mentor
  mentor     TEXT NOT NULL,                   -- the name
  mentor_identity TEXT,                       -- uid of an account, where a member is meant
  mentee     TEXT NOT NULL,
  mentee_identity TEXT,
  contact    TEXT NOT NULL DEFAULT '',        -- how the mentee is reached
  zone       TEXT,                            -- the mentee's; IANA name
  state      TEXT NOT NULL CHECK (state IN ('proposed', 'active', 'paused', 'completed', 'ended')), -- ended: left without fault
  started_on TEXT NOT NULL,                   -- YYYY-MM-DD
  ends_on    TEXT,                            -- as planned
  ended_on   TEXT,
  ended_why  TEXT NOT NULL DEFAULT '',
  cadence_days INTEGER NOT NULL CHECK (cadence_days BETWEEN 1 AND 366),
  minutes    INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 600),
  agreement  TEXT NOT NULL DEFAULT '',
  mentor_agreed_on TEXT,
  mentee_agreed_on TEXT,
  reasons    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)), -- why these two
  sealed     BLOB,                            -- what the mentor keeps of the mentee: sealed, on the mentor's machine alone
  key_id     TEXT,
  version    INTEGER NOT NULL DEFAULT 1,      -- counts what was sealed here
  handed_by  TEXT,                            -- whose hand-over wrote it: the key it was signed with
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK ((sealed IS NULL) = (key_id IS NULL))
) STRICT;
CREATE INDEX mentorship_mine ON mentorship (state) WHERE mine = 1 AND deleted_at IS NULL;
CREATE INDEX mentorship_programme ON mentorship (programme) WHERE deleted_at IS NULL;
CREATE INDEX mentorship_mentee ON mentorship (mentee_identity) WHERE mentee_identity IS NOT NULL;
CREATE INDEX mentorship_mentor ON mentorship (mentor_identity) WHERE mentor_identity IS NOT NULL;

CREATE TABLE mentoring_session (
  -- A meeting of a pair: planned, held, or missed. What is private of it is sealed; all else may be handed over.
  id         TEXT NOT NULL PRIMARY KEY,
  mentorship TEXT NOT NULL REFERENCES mentorship (id),
  state      TEXT NOT NULL CHECK (state IN ('planned', 'held', 'missed')),
  starts     TEXT NOT NULL,                   -- on a clock in zone: YYYY-MM-DDTHH:MM
  zone       TEXT NOT NULL,                   -- IANA name
  start_at   INTEGER NOT NULL,                -- counted from starts and zone
  minutes    INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
  medium     TEXT NOT NULL CHECK (medium IN ('video', 'call', 'in_person', 'chat', 'other')),
  topics     TEXT NOT NULL DEFAULT '',
  agreed     TEXT NOT NULL DEFAULT '',
  shared     TEXT NOT NULL DEFAULT '',        -- what both and the lead may read
  rating_mentor INTEGER CHECK (rating_mentor BETWEEN 1 AND 5),
  rating_mentee INTEGER CHECK (rating_mentee BETWEEN 1 AND 5),
  sequence   INTEGER NOT NULL DEFAULT 0,      -- counts changes that calendars must hear of
  sealed     BLOB,                            -- the private part and the mood
  key_id     TEXT,
  version    INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK ((sealed IS NULL) = (key_id IS NULL))
) STRICT;
CREATE INDEX mentoring_session_pair ON mentoring_session (mentorship, start_at) WHERE deleted_at IS NULL;
CREATE INDEX mentoring_session_start ON mentoring_session (start_at) WHERE state = 'planned' AND deleted_at IS NULL;

CREATE TABLE mentoring_item (
  -- Something that one of a pair wants to do. Open ones are carried over by being open.
  id         TEXT NOT NULL PRIMARY KEY,
  mentorship TEXT NOT NULL REFERENCES mentorship (id),
  session    TEXT,                            -- in which it was agreed
  whose      TEXT NOT NULL CHECK (whose IN ('mentor', 'mentee')),
  text       TEXT NOT NULL,
  due_on     TEXT,                            -- YYYY-MM-DD
  done_on    TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX mentoring_item_pair ON mentoring_item (mentorship) WHERE deleted_at IS NULL;

CREATE TABLE mentoring_goal (
  -- What a mentee wants to reach.
  id         TEXT NOT NULL PRIMARY KEY,
  mentorship TEXT NOT NULL REFERENCES mentorship (id),
  title      TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('open', 'reached', 'dropped')),
  target_on  TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX mentoring_goal_pair ON mentoring_goal (mentorship) WHERE deleted_at IS NULL;

CREATE TABLE mentoring_progress (
  -- How far a goal was on a day, with a word of evidence.
  id         TEXT NOT NULL PRIMARY KEY,
  goal       TEXT NOT NULL REFERENCES mentoring_goal (id),
  day        TEXT NOT NULL,                   -- YYYY-MM-DD
  percent    INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
  evidence   TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX mentoring_progress_goal ON mentoring_progress (goal, day) WHERE deleted_at IS NULL;

CREATE TABLE mentoring_between (
  -- Something between two sessions: a note, a link, an introduction to somebody.
  id         TEXT NOT NULL PRIMARY KEY,
  mentorship TEXT NOT NULL REFERENCES mentorship (id),
  kind       TEXT NOT NULL CHECK (kind IN ('note', 'link', 'introduction')),
  text       TEXT NOT NULL,
  identity   TEXT,                            -- uid of an account: whom the mentee is to meet
  due_on     TEXT,                            -- when it is to be sent: YYYY-MM-DD
  sent_on    TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX mentoring_between_pair ON mentoring_between (mentorship) WHERE deleted_at IS NULL;

CREATE TABLE mentoring_feedback (
  -- What one side says in the middle or at the end.
  id         TEXT NOT NULL PRIMARY KEY,
  mentorship TEXT NOT NULL REFERENCES mentorship (id),
  side       TEXT NOT NULL CHECK (side IN ('mentor', 'mentee')),
  moment     TEXT NOT NULL CHECK (moment IN ('middle', 'end')),
  rating     INTEGER CHECK (rating BETWEEN 1 AND 5),
  words      TEXT NOT NULL DEFAULT '',
  signal     TEXT NOT NULL DEFAULT '',        -- for the lead's eyes: in no report and no export
  quote      INTEGER NOT NULL DEFAULT 0 CHECK (quote IN (0, 1)), -- 1: the words may be quoted
  day        TEXT NOT NULL,                   -- YYYY-MM-DD
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX mentoring_feedback_pair ON mentoring_feedback (mentorship) WHERE deleted_at IS NULL;

CREATE TABLE handover_peer (
  -- Whose hand-over files are believed: the key they sign with.
  key        TEXT NOT NULL PRIMARY KEY,       -- hexadecimal
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
